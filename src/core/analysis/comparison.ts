import type { Digest } from "../bundle/digest.ts";
import type { BasisPoints } from "../label/policy.ts";
import type { Pair } from "../statistics/samples.ts";
import type { Accounting } from "./accounting.ts";
import type { Tolerance } from "./policy.ts";

/** What `analyze` learned: whom it compared, what it read, what it found, what it would do. */
export interface Analysis {
  readonly contract: string;
  readonly label: string;
  readonly compared: Compared;
  /** In words: the files, or the server. */
  readonly source: string;
  readonly accounting: Accounting;
  /** What else is to say about the source, in sentences. */
  readonly notes: readonly string[];
  readonly metrics: readonly MetricResult[];
  /** What was done beyond a limit; empty where nothing was. */
  readonly excesses: readonly Excess[];
  readonly decision: Decision;
  /** ISO. */
  readonly at: string;
}

export type Compared =
  | {
      readonly kind: "ramp";
      readonly base: Digest;
      readonly head: Digest;
      readonly salt: string;
      readonly weight: BasisPoints;
      /** ISO: when the ramp began, and when it got its present weight. */
      readonly since: string;
      readonly weightSince: string;
    }
  | { readonly kind: "against"; readonly base: ComparedSide; readonly head: ComparedSide };

/** One side of a comparison that nobody drew lots for. */
export interface ComparedSide {
  readonly bundle: Digest;
  /** ISO; `null` is open. */
  readonly from: string | null;
  readonly until: string | null;
  /** `last week`, `the label prod`. */
  readonly says: string;
}

export interface MetricResult {
  readonly name: string;
  readonly critical: boolean;
  /** Whether promptctl.yaml names it. */
  readonly isNamed: boolean;
  readonly maxIncrease: Tolerance | null;
  readonly maxDecrease: Tolerance | null;
  readonly outcome: "pass" | "fail" | "inconclusive" | "no data" | "error";
  /** One sentence, where the outcome needs one: why there is no data, what went wrong. */
  readonly why: string | null;
  readonly measured: Measured | null;
  /**
   * How easily chance alone brings what was seen where nothing is worse than tolerated, at whatever time one looks, and
   * adjusted to all metrics: small means fail.
   */
  readonly chanceOfWorse: number;
  /** The same where it is worse than tolerated: small means pass. */
  readonly chanceOfFine: number;
}

export type Measured =
  | ({
      readonly kind: "amounts";
      /** How many times as much head has; its interval holds at whatever time one looks. */
      readonly ratio: Interval | null;
      readonly histogram: Histogram;
    } & Pair<AmountSummary>)
  | ({
      readonly kind: "shares";
      /** Head less base, from −1 to 1. */
      readonly difference: Interval | null;
    } & Pair<ShareSummary>);

export interface Interval {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Of sessions, each with the mean over its runs. */
export interface AmountSummary {
  readonly units: number;
  readonly runs: number;
  readonly median: number | null;
  /** `null` with too few sessions to have one. */
  readonly p95: number | null;
  readonly mean: number | null;
}

export interface ShareSummary {
  readonly units: number;
  readonly runs: number;
  readonly successes: number;
}

/** The share of each side in each bin: `edges` has one more than the sides, and is ascending. */
export interface Histogram extends Pair<readonly number[]> {
  readonly edges: readonly number[];
}

/** Something that went beyond a limit of `analysis.limits`. */
export interface Excess {
  /** As promptctl.yaml calls it: `spend_per_day`. */
  readonly limit: string;
  readonly most: number;
  readonly seen: number;
  /** Of single runs: how many of each side; `null`, of hours and days: all bundles together. */
  readonly runs: Pair<number> | null;
  /** How often, of single runs; when, of hours and days. One sentence. */
  readonly says: string;
}

export interface Decision {
  readonly action: "advance" | "hold" | "roll back";
  /** Sentences, the most important first. */
  readonly reasons: readonly string[];
  /** The weight that would be next; `null`: this was the last one. */
  readonly next: BasisPoints | null;
}
