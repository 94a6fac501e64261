import { folderOf } from "../../../core/contract/folder-of.ts";
import { Failure } from "../../../core/failure.ts";
import { didYouMean } from "../../../core/nearest.ts";
import { filesMatching } from "../project.ts";
import type { ReadSide, SideContract } from "./read.ts";
import type { Side } from "./side.ts";

/** Two sides, and what was read of them. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  readonly before: ReadSide;
  readonly after: ReadSide;
  /** Only these contracts; empty means all. */
  readonly only: readonly string[];
}

/** A contract on both sides, or on one; a renamed one is compared with what it was. */
export interface Pair {
  readonly name: string;
  readonly formerName: string;
  readonly before: SideContract | null;
  readonly after: SideContract | null;
  /** It was there before, and nothing of it can be read. */
  readonly wasUnread: boolean;
}

/** @throws Failure UNKNOWN_CONTRACT */
export async function pairsOf(sides: Sides): Promise<readonly Pair[]> {
  await requireKnown(sides);
  const { before, after } = sides;
  const names = [...new Set([...before.contracts.keys(), ...after.contracts.keys()])].toSorted();
  const formerNames = new Map([...after.renamedFrom].filter(([, old]) => !after.contracts.has(old)));
  const followed = new Set(formerNames.values());
  return names
    .filter((name) => isWanted(sides)(name) && !after.unreadable.has(name))
    .filter((name) => after.contracts.has(name) || !followed.has(name))
    .map((name) => {
      const formerName = before.contracts.has(name) ? name : (formerNames.get(name) ?? name);
      return {
        name,
        formerName,
        before: before.contracts.get(formerName) ?? null,
        after: after.contracts.get(name) ?? null,
        wasUnread: before.unreadable.has(name),
      };
    });
}

export function isWanted({ only }: Sides): (name: string) => boolean {
  return (name) => only.length === 0 || only.includes(name);
}

/** A contract that did not change was not read: whether it is there, only a list says. */
async function requireKnown({ base, head, before, after, only }: Sides): Promise<void> {
  const read = [before, after].flatMap(({ contracts, unreadable }) => [...contracts.keys(), ...unreadable]);
  if (only.every((name) => read.includes(name))) return;
  const listed = await Promise.all(
    [base, head].map((side) =>
      side.kind === "bundles" ? [] : filesMatching(side.tree, side.prefix, side.config.contracts),
    ),
  );
  const all = [...new Set([...read, ...listed.flat().map(folderOf)])].toSorted();
  for (const name of only)
    if (!all.includes(name))
      throw new Failure("UNKNOWN_CONTRACT", { name, known: all, where: null, meant: didYouMean(name, all) });
}
