import { thousands } from "../text.ts";
import type { Interval, MetricResult } from "./comparison.ts";
import type { Tolerance } from "./policy.ts";

/** What one metric came to, as a reason says it: `tokens ×1.87 (1.61 to 2.2), 96 sessions beside 1,804`. */
export function sayResult({ name, measured, why }: MetricResult): string {
  if (measured === null) return why === null ? name : `${name}: ${why}`;
  const sessions = `${thousands(measured.head.units)} sessions beside ${thousands(measured.base.units)}`;
  if (measured.kind === "amounts") {
    const { ratio, base, head } = measured;
    if (ratio !== null) return `${name} ×${sayRange(ratio, (value) => String(rounded(value)))}, ${sessions}`;
    return `${name} ${rounded(base.mean ?? 0)} → ${rounded(head.mean ?? 0)} on average, ${sessions}`;
  }
  const { difference } = measured;
  const points = difference === null ? "" : ` (${sayRange(difference, sayPoints)} points)`;
  const [before, after] = [measured.base, measured.head].map(({ successes, units }) => percentOf(successes, units));
  return `${name} in ${before} → ${after} of sessions${points}, ${sessions}`;
}

/** `20 %`, `500`, `2 points` */
export function sayTolerance(tolerance: Tolerance, measured: MetricResult["measured"]): string {
  if (tolerance.kind === "relative") return `${rounded(tolerance.share * 100)} %`;
  return measured?.kind === "shares" ? `${rounded(tolerance.amount * 100)} points` : thousands(tolerance.amount);
}

function sayRange({ estimate, low, high }: Interval, say: (value: number) => string): string {
  if (low === null && high === null) return say(estimate);
  const range =
    low === null ? `up to ${say(high ?? 0)}` : high === null ? `from ${say(low)}` : `${say(low)} to ${say(high)}`;
  return `${say(estimate)} (${range})`;
}

function sayPoints(share: number): string {
  const points = rounded(share * 100);
  return points > 0 ? `+${points}` : String(points);
}

function percentOf(successes: number, units: number): string {
  return units === 0 ? "—" : `${rounded((100 * successes) / units)} %`;
}

/** Three digits that count. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
