/** How often something succeeded. */
export interface Tally {
  readonly successes: number;
  readonly trials: number;
  /**
   * The `repeat` whose trials ended as soon as it was decided, none of them after that; `null` where their number has
   * nothing to do with how they came out.
   */
  readonly until: { readonly runs: number; readonly pass: number } | null;
}

/** A share from 0 to 1. */
export interface Estimate {
  /** `null` where so few trials have none. */
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number;
}
