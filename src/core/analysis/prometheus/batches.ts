import type { Counts } from "../observed.ts";

/**
 * Counts of runs become counts of units, one batch after the other and whole: what is rounded off is carried on, so
 * that a rare thing is neither lost nor made of nothing.
 *
 * @param share how many units there are for each run, at most 1
 */
export function scaledBatches(batches: readonly Counts[], share: number): readonly Counts[] {
  let owed = { successes: 0, trials: 0 };
  return batches.map(({ successes, trials }) => {
    owed = { successes: owed.successes + successes * share, trials: owed.trials + trials * share };
    const whole = Math.max(0, Math.round(owed.trials));
    const hits = Math.min(whole, Math.max(0, Math.round(owed.successes)));
    owed = { successes: owed.successes - hits, trials: owed.trials - whole };
    return { successes: hits, trials: whole };
  });
}
