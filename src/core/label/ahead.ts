import { type Pointer, samePointer } from "./pointer.ts";

/** A pointer that runtimes see at a place, and that the branch does not account for. */
export interface Ahead {
  readonly contract: string;
  readonly label: string;
  readonly there: number;
  /** The serial on the branch; `null` where the branch has no such label. */
  readonly here: number | null;
}

export interface Compared {
  /** The branch was lost or set back: runtimes refuse what it says until its serials are higher again. */
  readonly ahead: readonly Ahead[];
  /** Contracts that the branch never heard of: another project publishes here too, or they were lost as well. */
  readonly foreign: readonly string[];
}

/**
 * What a place has beyond its branch.
 *
 * @param there as runtimes see them
 * @param isUnreadable whether the branch holds a pointer that cannot be read: nothing is known of its serial
 */
export function comparePlace(
  branch: ReadonlyMap<string, ReadonlyMap<string, Pointer>>,
  there: readonly Pointer[],
  isUnreadable: (contract: string, label: string) => boolean,
): Compared {
  const ahead: Ahead[] = [];
  const foreign = new Set<string>();
  for (const pointer of there) {
    const { contract, label, serial } = pointer;
    if (isUnreadable(contract, label)) continue;
    const here = branch.get(contract)?.get(label) ?? null;
    if (branch.size > 0 && !branch.has(contract)) foreign.add(contract);
    else if (here === null || isAhead(pointer, here))
      ahead.push({ contract, label, there: serial, here: here?.serial ?? null });
  }
  return { ahead, foreign: [...foreign].toSorted() };
}

/** Runtimes that saw one pointer of a label will not take the other: its serial is lower, or was given twice. */
export function isAhead(there: Pointer, here: Pointer): boolean {
  return there.serial > here.serial || (there.serial === here.serial && !samePointer(there, here));
}
