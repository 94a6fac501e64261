import { type Rates, ratesOf } from "../../core/regression/rates.ts";
import type { KeptResult } from "../../core/golden/results/kept.ts";
import type { Estimate } from "../../core/statistics/tally.ts";
import { type Block, paragraph, table, toned } from "../report.ts";

/** More rows than that are for the page. */
const shown = 20;

/** How often tasks pass that are run more than once, with the intervals that so few runs leave open. */
export function ratesBlocks(results: readonly KeptResult[]): readonly Block[] {
  const rates = results.flatMap((result) => ratesOf(result) ?? []);
  if (rates.length === 0 || rates.length > shown) return [];
  return [
    table(["run more than once", "passed", "rate", "at least one of k", "all of k"], rates.map(row)),
    paragraph(toned("dim", "In brackets what so few runs leave open: exact intervals of 95 %.")),
  ];
}

function row({ task, passed, judged, rate, k, passAtK, passHatK }: Rates): readonly string[] {
  return [
    task,
    `${passed} of ${judged}`,
    sayEstimate(rate),
    `pass@${k} ${sayEstimate(passAtK)}`,
    `pass^${k} ${sayEstimate(passHatK)}`,
  ];
}

/** `92 % (62–100)`: the estimate, and the exact interval that holds it in 95 of 100 runs. */
export function sayEstimate({ estimate, low, high }: Estimate): string {
  const interval = `(${percent(low)}–${percent(high)})`;
  return estimate === null ? `between ${percent(low)} and ${percent(high)} %` : `${percent(estimate)} % ${interval}`;
}

export function percent(share: number): string {
  return String(Math.round(share * 100));
}
