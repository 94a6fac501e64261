import type { Answered } from "../../core/regression/answer.ts";
import type { Estimate } from "../../core/statistics/tally.ts";
import type { Summary } from "../../core/statistics/summary.ts";
import { sayDollars, thousands } from "../../core/text.ts";
import { type Cell, toned } from "../report.ts";
import { percent, sayEstimate } from "./rates.ts";

/** `tokens 6,920 → 13,820 (+91 %)` */
export function sayAnswered({ metric, comparison }: Pick<Answered, "metric" | "comparison">): string {
  const [base, head] = sideTexts({ metric, comparison });
  const change = sayChange(comparison);
  return `${metricNames[metric]} ${base} → ${head}${change === "" ? "" : ` (${change})`}`;
}

export const metricNames: Readonly<Record<Answered["metric"], string>> = {
  success: "passes",
  tokens: "tokens",
  tool_calls: "tool calls",
  spend_usd: "spend",
  seconds: "seconds",
};

/** What a side comes to: one number, and how far it can be trusted or what it reaches; `""` where that is not known. */
export interface SideSaid {
  readonly number: string;
  readonly range: string;
}

export function sidesIn(
  metric: Answered["metric"],
  comparison: Answered["comparison"],
): readonly [base: SideSaid, head: SideSaid] {
  if (comparison.kind === "outcomes") return [shareOf(comparison.base), shareOf(comparison.head)];
  return [saySummary(metric, comparison.base), saySummary(metric, comparison.head)];
}

/** Each side on one line. */
export function sideTexts({ metric, comparison }: Pick<Answered, "metric" | "comparison">): readonly [string, string] {
  if (comparison.kind === "outcomes") return [sayEstimate(comparison.base), sayEstimate(comparison.head)];
  const [base, head] = sidesIn(metric, comparison);
  return [onOneLine(base), onOneLine(head)];
}

function onOneLine({ number, range }: SideSaid): string {
  return range === "" ? number : `${number}, ${range}`;
}

function shareOf(share: Estimate): SideSaid {
  if (share.estimate === null) return { number: sayEstimate(share), range: "" };
  return { number: `${percent(share.estimate)} %`, range: `${percent(share.low)}–${percent(share.high)} %` };
}

function saySummary(metric: Answered["metric"], { median, p95 }: Summary): SideSaid {
  if (median === null) return { number: "–", range: "" };
  return { number: sayAmount(metric, median), range: p95 === null ? "" : `p95 ${sayAmount(metric, p95)}` };
}

export function sayAmount(metric: Answered["metric"], amount: number): string {
  return metric === "spend_usd" ? sayDollars(amount) : thousands(Number(amount.toPrecision(4)));
}

export function sayChange(comparison: Answered["comparison"]): string {
  if (comparison.kind === "outcomes" || comparison.ratio === null) return "";
  const change = Math.round((comparison.ratio - 1) * 100);
  return change === 0 ? "none" : `${change > 0 ? "+" : "−"}${Math.abs(change)} %`;
}

export function sayVerdict({ verdict, p, effect, enough }: Answered["comparison"], decides: boolean): Cell {
  const shownBy = `(${sayChance({ p, effect })})`;
  switch (verdict) {
    case "regression":
      return decides ? toned("bad", `WORSE ${shownBy}`) : toned("warn", `more ${shownBy}; does not decide`);
    case "improvement":
      return toned("good", `better ${shownBy}`);
    case "no difference shown":
      return toned("dim", `no difference shown ${shownBy}`);
    case "too few samples":
      return toned("dim", `too few for a verdict: ${thousands(enough)} would do`);
  }
}

/** `p < 0.001, effect +0.81` */
export function sayChance({ p, effect }: Pick<Answered["comparison"], "p" | "effect">): string {
  return `p ${p < 0.001 ? "< 0.001" : p.toFixed(3)}, effect ${sayEffect(effect)}`;
}

/** From −1, all of head is below base, to +1, all of it is above. */
function sayEffect(effect: number): string {
  const said = Math.abs(effect).toFixed(2);
  return said === "0.00" ? "0" : `${effect > 0 ? "+" : "−"}${said}`;
}
