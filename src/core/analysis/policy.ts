import type { BasisPoints } from "../label/policy.ts";

/** What `analysis` in promptctl.yaml says, complete. */
export interface AnalysisPolicy {
  readonly metrics: readonly MetricPolicy[];
  /** The chance, over the whole life of a ramp, to roll back a bundle that does what is tolerated: from 0 to 1. */
  readonly falseAlarms: number;
  /** Seconds: nothing is done where the newest record is older. */
  readonly maxAge: number;
  /** The shares that a ramp goes through, and how long each must have lasted before the next. They rise. */
  readonly steps: readonly Step[];
  readonly limits: Limits;
}

export interface Step {
  readonly weight: BasisPoints;
  /** Seconds. */
  readonly bake: number;
}

/** Something that runs do, and how much more or less of it is tolerated. */
export interface MetricPolicy {
  /** `tokens`, `errors`, `stop_reasons`, …, or the path of a field of a record: `outcome.score`. */
  readonly name: string;
  readonly kind: MetricKind;
  /** The most by which head may have more than base; `null`: more of it is no harm. */
  readonly maxIncrease: Tolerance | null;
  /** The most by which head may have less. */
  readonly maxDecrease: Tolerance | null;
  /** Too much of it rolls back; else it holds. */
  readonly critical: boolean;
  /** So many runs on each side, before anything is said about it. */
  readonly minRuns: number;
  /** Whether promptctl.yaml names it: then records without it are a reason to hold. */
  readonly isNamed: boolean;
}

/**
 * `amount`: a number of each run. `share`: whether a session had it at all. `mix`: one share for each stop reason.
 * `field`: what the records hold there, numbers or yes and no.
 */
export type MetricKind = "amount" | "share" | "mix" | "field";

/** A share of what base has (0.2 of it), or so much in the metric's own unit; of shares, 0.02 is two in a hundred. */
export type Tolerance =
  | { readonly kind: "relative"; readonly share: number }
  | { readonly kind: "absolute"; readonly amount: number };

/** What nobody may do whatever the other side does; `null`: no limit. */
export interface Limits {
  /** Of one run. */
  readonly tokensPerRun: number | null;
  readonly toolCallsPerRun: number | null;
  /** US dollars in any 24 hours, all bundles of the contract together. */
  readonly spendPerDay: number | null;
  /** Tool calls in any 60 minutes, all bundles of the contract together. */
  readonly actionsPerHour: number | null;
}
