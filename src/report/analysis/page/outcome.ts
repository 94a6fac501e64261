import type { MetricResult } from "../../../core/analysis/comparison.ts";
import type { Tone } from "../../report.ts";
import { outcomeTones } from "../words.ts";

const signs: Readonly<Record<MetricResult["outcome"], string>> = {
  fail: "✘",
  error: "!",
  inconclusive: "?",
  "no data": "–",
  pass: "✔",
};

export function signOf({ outcome }: MetricResult): string {
  return signs[outcome];
}

export function toneOf({ outcome }: MetricResult): Tone {
  return outcomeTones[outcome];
}
