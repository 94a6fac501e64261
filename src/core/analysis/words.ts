import { sayDollars, saySeconds, thousands } from "../text.ts";
import type { Interval, Measured, MetricResult } from "./comparison.ts";
import type { Tolerance } from "./policy.ts";

/** One line, and no longer than somebody reads: names and sentences come from records, which hold anything. */
export function short(text: string, most = 60): string {
  const line = text
    .slice(0, 8 * most)
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > most || text.length > 8 * most ? `${line.slice(0, most).trimEnd()}…` : line;
}

/** `tool calls`, `stopped with truncated`; the path of a field stays what it is. */
export function sayMetric(name: string): string {
  const reason = /^stop_reasons\.(.+)$/s.exec(name)?.[1];
  return reason === undefined ? (said.get(name) ?? short(name)) : `stopped with ${short(reason)}`;
}

const said: ReadonlyMap<string, string> = new Map([
  ["tool_calls", "tool calls"],
  ["spend_usd", "spend"],
]);

/** In the unit that the last word of its name says: seconds, dollars, or a plain number. */
export function sayAmount(name: string, amount: number | null): string {
  if (amount === null || !Number.isFinite(amount)) return "–";
  const size = Math.abs(amount);
  const sign = amount < 0 ? "−" : "";
  if (size >= 1e15) return `${sign}${size.toExponential(2)}`;
  if (/(?:^|[._])seconds$/.test(name)) return `${sign}${saySeconds(size)}`;
  if (/(?:^|[._])(?:spend|usd|dollars)$/.test(name)) return `${sign}${sayDollars(size)}`;
  return `${sign}${sayNumber(size)}`;
}

/** Three digits say enough, and of thousands four. */
function sayNumber(size: number): string {
  if (size > 0 && size < 0.001) return size.toExponential(1);
  return thousands(Number(size.toPrecision(size < 1_000 ? 3 : 4)));
}

/** What changed from base to head, and how far that is open: `""` where nothing is known of it. */
export interface ChangeSaid {
  /** `×1.87`, `+6.7 points` */
  readonly estimate: string;
  /** `1.61 to 2.20`, `1.61 or more` */
  readonly range: string;
}

export function changeIn(measured: Measured): ChangeSaid {
  return measured.kind === "amounts"
    ? changeOf(measured.ratio, (one) => `×${sayTimes(one)}`, sayTimes)
    : changeOf(measured.difference, (one) => `${sayPoints(one, "+")} points`, sayPoints);
}

/** `×1.87 (1.61 to 2.20)`, `+6.7 points (2.0 to 11.9)` */
export function sayChange(measured: Measured): string {
  const { estimate, range } = changeIn(measured);
  return range === "" ? estimate : `${estimate} (${range})`;
}

/** What is not known yet is open to its side. */
function changeOf(
  change: Interval | null,
  say: (amount: number) => string,
  sayEnd: (amount: number) => string,
): ChangeSaid {
  if (change === null || !Number.isFinite(change.estimate)) return { estimate: "–", range: "" };
  const [low, high] = [endOf(change.low), endOf(change.high)];
  const estimate = say(change.estimate);
  if (low !== null && high !== null) return { estimate, range: `${sayEnd(low)} to ${sayEnd(high)}` };
  if (low !== null) return { estimate, range: `${sayEnd(low)} or more` };
  return { estimate, range: high === null ? "" : `${sayEnd(high)} or less` };
}

function endOf(end: number | null): number | null {
  return end !== null && Number.isFinite(end) ? end : null;
}

/** Two digits behind the point; a ratio that is far from 1 has fewer, or those that count. */
function sayTimes(ratio: number): string {
  if (ratio < 0) return `−${sayTimes(-ratio)}`;
  if (ratio >= 1e6) return ratio.toExponential(1);
  if (ratio >= 10) return thousands(Math.round(ratio * 10) / 10);
  return ratio > 0 && ratio < 0.01 ? String(Number(ratio.toPrecision(1))) : ratio.toFixed(2);
}

function sayPoints(difference: number, plus = ""): string {
  const points = Math.abs(difference * 100);
  const said = digits(points);
  return `${Number(said) === 0 ? "" : difference < 0 ? "−" : plus}${said}`;
}

/** `3.1 %`; a share that is not 0 never reads as 0. */
export function sayShare(successes: number, units: number): string {
  return units === 0 ? "–" : `${digits((100 * successes) / units)} %`;
}

function digits(percent: number): string {
  if (percent === 0) return "0";
  return percent > 0 && percent < 0.05 ? percent.toPrecision(1) : percent.toFixed(1);
}

/** `20 %`, `2 points`, `$0.0100` */
export function sayTolerance({ name, measured }: MetricResult, tolerance: Tolerance): string {
  if (tolerance.kind === "relative") return `${thousands(Number((tolerance.share * 100).toPrecision(4)))} %`;
  return measured?.kind === "shares"
    ? `${thousands(Number((tolerance.amount * 100).toPrecision(4)))} points`
    : sayAmount(name, tolerance.amount);
}
