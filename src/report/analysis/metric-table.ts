import type { Analysis, Measured, MetricResult } from "../../core/analysis/comparison.ts";
import type { Pair } from "../../core/statistics/samples.ts";
import { thousands } from "../../core/text.ts";
import { type Block, type Cell, list, paragraph, table, toned } from "../report.ts";
import { nounOf } from "./compared.ts";
import { middlesOf } from "./found.ts";
import { isShown, sayAside } from "./shown.ts";
import { sparklines } from "./sparkline.ts";
import { changeIn, sayAmount, sayMetric, short } from "../../core/analysis/words.ts";
import { outcomeTones, outcomeWords, sayTolerated } from "./words.ts";
import { worstFirst } from "./worst-first.ts";

/** Every metric with both sides, the worst first, and what had to be said about some of them. */
export function metricBlocks(analysis: Analysis): readonly Block[] {
  const metrics = worstFirst(analysis).filter(isShown);
  if (metrics.length === 0) return [paragraph(toned("warn", "nothing was measured"))];
  const noun = nounOf(analysis);
  const said = metrics.flatMap(({ name, why }) => (why === null ? [] : [`${sayMetric(name)}: ${short(why, 300)}`]));
  return [
    table(["metric", "outcome", "base", "head", "head beside base", "tolerated"], metrics.map(row)),
    ...(metrics.some(({ measured }) => measured?.kind === "amounts") ? [paragraph(toned("dim", legendOf(noun)))] : []),
    ...(said.length === 0 ? [] : [list(said)]),
    ...sayAside(analysis.metrics).map((line) => paragraph(toned("dim", line))),
  ];
}

function legendOf(noun: string): string {
  const each = noun === "session" ? ", each with the mean of its runs" : "";
  return `Medians and 95th percentiles of n ${noun}s${each}. An interval holds however often one looks. Bars: how many of a side are there, from little on the left to much on the right.`;
}

function row(result: MetricResult): readonly Cell[] {
  const { name, outcome, critical, measured } = result;
  const [base, head] = measured === null ? ["–", "–"] : sideCells(name, measured);
  return [
    critical ? `${sayMetric(name)}\ncritical` : sayMetric(name),
    toned(outcomeTones[outcome], outcomeWords[outcome]),
    base,
    head,
    measured === null ? "–" : changeCell(result, measured),
    sayTolerated(result),
  ];
}

function sideCells(name: string, measured: Measured): readonly [base: string, head: string] {
  const middles = middlesOf(name, measured);
  const bars = measured.kind === "amounts" ? sparklines(measured.histogram) : { base: "", head: "" };
  const cell = (side: keyof Pair<string>): string => {
    return onLines([middles[side], sayP95(name, measured, side), bars[side], `n ${thousands(measured[side].units)}`]);
  };
  return [cell("base"), cell("head")];
}

function sayP95(name: string, measured: Measured, side: keyof Pair<string>): string {
  const p95 = measured.kind === "amounts" ? measured[side].p95 : null;
  return p95 === null ? "" : `p95 ${sayAmount(name, p95)}`;
}

function changeCell(result: MetricResult, measured: Measured): string {
  const { estimate, range } = changeIn(measured);
  return onLines([estimate, range, result.outcome === "inconclusive" ? "too few to say" : ""]);
}

function onLines(lines: readonly string[]): string {
  return lines.filter((line) => line !== "").join("\n");
}
