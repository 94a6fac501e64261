import type { Pair } from "../statistics/samples.ts";
import { anytimeP } from "../statistics/sequential/mixture.ts";
import { differenceRange, logShareEvidence } from "../statistics/sequential/shares.ts";
import type { ShareSummary } from "./comparison.ts";
import type { Counts } from "./observed.ts";
import type { MetricPolicy } from "./policy.ts";
import { boundsOf, type Compared, lineOf, overBounds } from "./sides.ts";

export function compareShares(
  batches: readonly Pair<Counts>[],
  policy: MetricPolicy,
  runs: Pair<number>,
  alpha: number,
): Compared {
  return {
    measured: {
      kind: "shares",
      base: summaryOf(batches, "base", runs),
      head: summaryOf(batches, "head", runs),
      difference: differenceRange(batches, alpha),
    },
    ...chancesOfShares(batches, policy),
  };
}

/** p values at whatever time one looks. */
export function chancesOfShares(
  batches: readonly Pair<Counts>[],
  policy: MetricPolicy,
): Pick<Compared, "worse" | "fine"> {
  return overBounds(boundsOf(policy), (bound) => ({
    worse: anytimeP(logShareEvidence(batches, lineOf(bound), bound.side)),
    fine: anytimeP(logShareEvidence(batches, lineOf(bound), bound.side === "above" ? "below" : "above")),
  }));
}

export function trialsOf(batches: readonly Pair<Counts>[]): Pair<number> {
  return { base: sum(batches, "base", "trials"), head: sum(batches, "head", "trials") };
}

function summaryOf(batches: readonly Pair<Counts>[], side: keyof Pair<unknown>, runs: Pair<number>): ShareSummary {
  return {
    units: sum(batches, side, "trials"),
    runs: runs[side],
    successes: sum(batches, side, "successes"),
  };
}

function sum(batches: readonly Pair<Counts>[], side: keyof Pair<unknown>, what: keyof Counts): number {
  return batches.reduce((all, batch) => all + batch[side][what], 0);
}
