import { type Pointer, pointerFormat, type Poll, standardPoll } from "./pointer.ts";

/** Every pointer of one contract, by label. */
export type Pointers = ReadonlyMap<string, Pointer>;

/** What a mover brings along: the outside, as values. */
export interface Stamp {
  readonly contract: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly commit: string | null;
  /** For a rollout that begins with this move. */
  readonly salt: string;
  /** `null` leaves it as it was. */
  readonly poll: Poll | null;
  /** The highest serial that history knows, by label: a pointer reverted by hand has a lower one. */
  readonly highest: ReadonlyMap<string, number>;
}

/** What a move does to one contract: the pointers it writes, and what it has to say about it. */
export interface Transition {
  readonly contract: string;
  readonly writes: readonly Pointer[];
  readonly notes: readonly string[];
}

/** What a move may say about a pointer; everything else follows from the pointer before. */
export type Part = Partial<Omit<Pointer, "format" | "contract" | "label" | "serial" | "issuedAt" | "actor" | "reason">>;

/** The next pointer: a higher serial than any before, and what is not said stays as it was. */
export function issuePointer(label: string, pointers: Pointers, stamp: Stamp, part: Part): Pointer {
  const before = pointers.get(label) ?? null;
  // Halt and revoke are of the whole contract: a new pointer inherits them from its siblings.
  const kin = before === null ? [...pointers.values()] : [before];
  const current = part.current ?? before?.current;
  if (current === undefined) throw new TypeError("a first pointer needs a bundle");
  return {
    format: pointerFormat,
    contract: stamp.contract,
    label,
    serial: Math.max(before?.serial ?? 0, stamp.highest.get(label) ?? 0) + 1,
    issuedAt: stamp.at,
    current,
    previous: before?.previous ?? null,
    ramp: before?.ramp ?? null,
    upgradableFrom: before?.upgradableFrom ?? [],
    environment: before?.environment ?? null,
    poll: stamp.poll ?? before?.poll ?? standardPoll,
    revoked: [...new Map(kin.flatMap(({ revoked }) => revoked).map((one) => [one.bundle, one])).values()],
    halted: kin.find(({ halted }) => halted !== null)?.halted ?? null,
    source: { commit: stamp.commit },
    actor: stamp.actor,
    reason: stamp.reason,
    ...part,
  };
}
