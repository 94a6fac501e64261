import type { Pair } from "../statistics/samples.ts";
import type { MetricPolicy } from "./policy.ts";

/** One metric as it was seen on both sides. `base` is what there was, `head` what is judged: a canary, or now. */
export interface Observed {
  /** The policy's name, and of a mix the reason too: `stop_reasons.truncated`. */
  readonly name: string;
  readonly policy: MetricPolicy;
  /** `null`: no record of either side has it, or nobody can compare what they have. */
  readonly series: Series | null;
  /** One sentence, where records have it and it cannot be compared: a text, or numbers beside yes and no. */
  readonly why: string | null;
  readonly runs: Pair<number>;
}

/**
 * Amounts are compared within a stratum only (all sessions of one were drawn at the same weight). Shares come as counts
 * of sessions, batch after batch in the order in which they were opened.
 */
export type Series =
  | { readonly kind: "amounts"; readonly strata: readonly Pair<Distribution>[] }
  | { readonly kind: "shares"; readonly batches: readonly Pair<Counts>[] };

/** Values of one side. Both arrays have one length. */
export interface Distribution {
  /** Ascending: of each session the mean over its runs. */
  readonly values: Float64Array;
  /** How many sessions had each value. */
  readonly counts: Float64Array;
  /** How many of all these have nothing to do with each other: the sessions, where runs were counted. */
  readonly units: number;
}

export interface Counts {
  readonly successes: number;
  readonly trials: number;
}
