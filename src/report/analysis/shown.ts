import type { MetricResult } from "../../core/analysis/comparison.ts";
import { sayMetric } from "../../core/analysis/words.ts";
import { someOf } from "../../core/text.ts";

/** What somebody asked for, what decides, and what happened at all: anything else is no row of a table. */
export function isShown(metric: MetricResult): boolean {
  return metric.isNamed || !(isAbsent(metric) || isNever(metric));
}

/** The others, in a line for each reason. */
export function sayAside(metrics: readonly MetricResult[]): readonly string[] {
  const aside = metrics.filter((metric) => !isShown(metric));
  return [
    ...sayNames("in no session of either side", aside.filter(isNever)),
    ...sayNames("in no record, and not asked for", aside.filter(isAbsent)),
  ];
}

function sayNames(what: string, metrics: readonly MetricResult[]): readonly string[] {
  return metrics.length === 0 ? [] : [`${what}: ${someOf(metrics.map(({ name }) => sayMetric(name)))}`];
}

function isAbsent({ outcome, measured }: MetricResult): boolean {
  return outcome === "no data" && measured === null;
}

/** Neither side ever did it, and nothing is decided by it. */
function isNever({ outcome, critical, measured }: MetricResult): boolean {
  if (critical || measured?.kind !== "shares" || (outcome !== "pass" && outcome !== "inconclusive")) return false;
  return measured.base.successes + measured.head.successes === 0;
}
