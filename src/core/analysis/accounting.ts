import type { BasisPoints } from "../label/policy.ts";
import type { Pair } from "../statistics/samples.ts";

/** What became of every record that was read: nothing is dropped in silence. */
export interface Accounting {
  /** Lines of files, spans of traces; of a server that counts itself, runs. */
  readonly read: number;
  readonly sides: Pair<SideAccount>;
  /** Sessions of each stretch of the ramp with one weight, oldest first: what was drawn, beside what was to be. */
  readonly split: readonly (Pair<number> & { readonly weight: BasisPoints })[];
  /** Reasons in the order of `leftOutReasons`; those that are 0 are there too. */
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Bundles of this contract and label that are neither side, with their runs: at most twenty, the most frequent first. */
  readonly otherBundles: readonly { readonly bundle: string; readonly runs: number }[];
  /** ISO: the newest record of either side; `null` where there is none. */
  readonly newest: Pair<string | null>;
  /** Records whose clock is ahead of ours by more than a minute; they count all the same. */
  readonly clockAhead: number;
}

export interface SideAccount {
  /** All that were seen; where `oneIn` is not 1, as many as those that were looked at make probable. */
  readonly sessions: number;
  readonly runs: number;
  /** Sessions are looked at one in so many, drawn by their id: 1 is all of them, then 2, 4, 8, …. */
  readonly oneIn: number;
}

export const leftOutReasons = [
  "torn",
  "not JSON",
  "not a run record",
  "no prompt id",
  "another contract",
  "another label",
  "another bundle",
  "opened before",
  "opened after",
  "opened at no known time",
  "no session",
  "both bundles",
  "golden task",
  "duplicate",
] as const;

export type LeftOut = (typeof leftOutReasons)[number];
