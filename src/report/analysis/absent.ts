import type { MetricResult } from "../../core/analysis/comparison.ts";
import { someOf } from "../../core/text.ts";
import { sayMetric } from "./words.ts";

/** What nobody asked for and no record has is no row of a table. */
export function isThere({ outcome, isNamed, measured }: MetricResult): boolean {
  return outcome !== "no data" || isNamed || measured !== null;
}

export function sayAbsent(metrics: readonly MetricResult[]): string {
  return `in no record, and not asked for: ${someOf(metrics.map(({ name }) => sayMetric(name)))}`;
}
