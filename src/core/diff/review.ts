import type { Digest } from "../bundle/digest.ts";
import type { Finding } from "../finding.ts";
import type { Waiver } from "../lint/waivers.ts";
import type { ChangeFinding, ContractDiff } from "./judge.ts";

/** Everything that `diff` learned about two sides: one value, that each voice says in its own way. */
export interface Review {
  readonly base: ReviewedSide;
  readonly head: ReviewedSide;
  /** Contracts that changed, by name. */
  readonly contracts: readonly ContractReview[];
  /** Contracts of which nothing can be read on the new side: nothing is known about them. */
  readonly unreadable: readonly string[];
  /** What `check` would refuse in the files of these contracts, and did not refuse before. */
  readonly faults: readonly Finding[];
  /** What it refuses, and refused before too: this change did not bring it. */
  readonly inherited: readonly Finding[];
  /** What is wrong with waivers of changes: ended, unused. */
  readonly aboutWaivers: readonly Finding[];
  /** Files that changed and that several of these contracts take in. */
  readonly fragments: readonly SharedFragment[];
  /** `2026-11-20`: what a waiver that is written now counts its days from. */
  readonly today: string;
}

export interface ReviewedSide {
  /** `commit 1a2b3c4`, `the label prod`, `the working tree` */
  readonly name: string;
  /** How it was found where nobody named it: `merge base with origin/main`. */
  readonly how: string | null;
}

export interface ContractReview {
  readonly contract: string;
  /** How it is called on each side; `null` where it is not there. */
  readonly called: { readonly before: string | null; readonly after: string | null };
  /** `null` where the contract is not there, or has faults: it is sealed by nothing then. */
  readonly before: Digest | null;
  readonly after: Digest | null;
  /** Its findings are weighed as the team weighs them, without those that are waived. */
  readonly diff: ContractDiff;
  readonly waived: readonly WaivedChange[];
}

export interface WaivedChange {
  readonly finding: ChangeFinding;
  readonly waiver: Waiver;
}

/** One edit, many agents. */
export interface SharedFragment {
  readonly file: string;
  readonly contracts: readonly string[];
}
