import type { Analysis, MetricResult } from "../../core/analysis/comparison.ts";

const order: readonly MetricResult["outcome"][] = ["fail", "error", "inconclusive", "no data", "pass"];

/** What got worse, then what is not known; of those that are alike, the critical ones. */
export function worstFirst({ metrics }: Analysis): readonly MetricResult[] {
  return metrics.toSorted((left, right) => rank(left) - rank(right));
}

function rank({ outcome, critical }: MetricResult): number {
  return 2 * order.indexOf(outcome) + (critical ? 0 : 1);
}
