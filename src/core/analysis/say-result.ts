import { count, thousands } from "../text.ts";
import type { MetricResult } from "./comparison.ts";
import { sayAmount, sayChange, sayMetric, sayShare } from "./words.ts";

/** What one metric came to, as a reason says it: `tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804`. */
export function sayResult(result: MetricResult, noun = "session"): string {
  const { measured, why, name } = result;
  if (measured === null) return why === null ? sayMetric(name) : `${sayMetric(name)}: ${why}`;
  return `${sayHowMuch(result)}, ${count(measured.head.units, noun)} beside ${thousands(measured.base.units)}`;
}

/** The same without how many there were of each side. */
export function sayHowMuch({ name, measured }: MetricResult): string {
  if (measured === null) return sayMetric(name);
  if (measured.kind === "amounts") {
    if (measured.ratio !== null) return `${sayMetric(name)} ${sayChange(measured)}`;
    const [before, after] = [measured.base, measured.head].map(({ mean }) => sayAmount(name, mean));
    return `${sayMetric(name)} ${before} → ${after} on average`;
  }
  const [before, after] = [measured.base, measured.head].map(({ successes, units }) => sayShare(successes, units));
  return `${sayMetric(name)} in ${before} → ${after} of sessions, ${sayChange(measured)}`;
}
