import type { Measured, MetricResult } from "../../core/analysis/comparison.ts";
import type { Pair } from "../../core/statistics/samples.ts";
import { count } from "../../core/text.ts";
import { sayAmount, sayChange, sayMetric, sayShare, short } from "../../core/analysis/words.ts";
import { outcomeWords, sayTolerated } from "./words.ts";

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
