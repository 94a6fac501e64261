import type { Measured, MetricResult } from "../../core/analysis/comparison.ts";
import type { Pair } from "../../core/statistics/samples.ts";
import { count, thousands } from "../../core/text.ts";
import { outcomeWords, sayAmount, sayChange, sayMetric, sayShare, sayTolerated, short } from "./words.ts";

/** `tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804` */
export function sayFound({ name, measured, outcome }: MetricResult, noun: string): string {
  if (measured === null) return `${sayMetric(name)}: ${outcomeWords[outcome]}`;
  const { base, head } = measured;
  return `${sayMetric(name)} ${sayChange(measured)}, ${count(head.units, noun)} beside ${thousands(base.units)}`;
}

/** A line of its own: `tokens: FAIL, 1,204 → 2,260, ×1.87 (1.61 to 2.20), tolerated up to +20 %` */
export function sayResult(result: MetricResult, noun: string): string {
  const { name, outcome, measured, why } = result;
  const numbers = measured === null ? null : middlesOf(name, measured);
  const few = sayFew(result, noun);
  return `${sayMetric(name)}: ${[
    outcomeWords[outcome],
    ...(measured === null || numbers === null ? [] : [`${numbers.base} → ${numbers.head}`, sayChange(measured)]),
    `tolerated ${sayTolerated(result)}`,
    ...(few === null ? [] : [few]),
    ...(why === null ? [] : [short(why, 200)]),
  ].join(", ")}`;
}

/** The median of amounts; of shares, the share. */
export function middlesOf(name: string, measured: Measured): Pair<string> {
  if (measured.kind === "amounts")
    return { base: sayAmount(name, measured.base.median), head: sayAmount(name, measured.head.median) };
  return {
    base: sayShare(measured.base.successes, measured.base.units),
    head: sayShare(measured.head.successes, measured.head.units),
  };
}

/** What is not clear has too few on one side, and says how many. */
export function sayFew({ outcome, measured }: MetricResult, noun: string): string | null {
  if (outcome !== "inconclusive" || measured === null) return null;
  const { base, head } = measured;
  const few = Math.min(base.units, head.units);
  const beside = base.units === head.units ? " on each side" : "";
  return `${count(few, noun)}${beside}: too few to say`;
}
