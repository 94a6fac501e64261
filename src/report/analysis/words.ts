import type { MetricResult } from "../../core/analysis/comparison.ts";
import { sayTolerance } from "../../core/analysis/words.ts";
import type { Tone } from "../report.ts";

/** `up to +20 %`, `−5 % to +20 %`, `up to +2 points`: what is no harm. */
export function sayTolerated(result: MetricResult): string {
  const { maxIncrease, maxDecrease } = result;
  const [less, more] = [maxDecrease, maxIncrease].map((one) => (one === null ? null : sayTolerance(result, one)));
  if (typeof more === "string") return typeof less === "string" ? `−${less} to +${more}` : `up to +${more}`;
  return typeof less === "string" ? `down to −${less}` : "anything";
}

export const outcomeWords: Readonly<Record<MetricResult["outcome"], string>> = {
  fail: "FAIL",
  error: "ERROR",
  inconclusive: "not clear",
  "no data": "no data",
  pass: "pass",
};

export const outcomeTones: Readonly<Record<MetricResult["outcome"], Tone>> = {
  fail: "bad",
  error: "bad",
  inconclusive: "warn",
  "no data": "warn",
  pass: "good",
};
