import type { Measured, MetricResult } from "../../../core/analysis/comparison.ts";
import type { Tolerance } from "../../../core/analysis/policy.ts";

/** Where a change is across a drawing, from 0 to 1; what is beyond its ends is at them. */
export interface Axis {
  readonly place: (change: number) => number;
  readonly ticks: readonly { readonly change: number; readonly says: string }[];
  /** No change at all. */
  readonly none: number;
}

/** A metric that was measured, with all its numbers as changes: ratios, or differences of shares. */
export interface Change {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What is tolerated: an end that is open is `null`. `null` at all where it cannot be said as a change. */
  readonly tolerated: { readonly low: number | null; readonly high: number | null } | null;
}

export function changeOf(result: MetricResult, measured: Measured): Change {
  const interval = measured.kind === "amounts" ? measured.ratio : measured.difference;
  const { estimate = null, low = null, high = null } = interval ?? {};
  return { estimate, low, high, tolerated: toleratedIn(result, measured) };
}

function toleratedIn({ maxIncrease, maxDecrease }: MetricResult, measured: Measured): Change["tolerated"] {
  const ends = [
    [maxDecrease, -1],
    [maxIncrease, 1],
  ] as const;
  const [low, high] = ends.map(([tolerance, sign]) => (tolerance === null ? null : boundOf(tolerance, sign, measured)));
  return low === undefined || high === undefined ? null : { low, high };
}

/** `undefined` where base has nothing to be more than. */
function boundOf(tolerance: Tolerance, sign: 1 | -1, measured: Measured): number | undefined {
  if (measured.kind === "amounts") {
    if (tolerance.kind === "relative") return 1 + sign * tolerance.share;
    const { median } = measured.base;
    return median === null || median <= 0 ? undefined : 1 + (sign * tolerance.amount) / median;
  }
  const { successes, units } = measured.base;
  if (tolerance.kind === "absolute") return sign * tolerance.amount;
  return units === 0 ? undefined : (sign * tolerance.share * successes) / units;
}

/** Doubling is as far to the right as halving is to the left. */
export function ratioAxis(changes: readonly Change[]): Axis {
  const [low, high] = rangeOf(changes, { least: [0.6, 1.7], most: [0.05, 20] });
  const span = Math.log(high / low);
  const place = (ratio: number): number => within(Math.log(Math.max(ratio, 1e-9) / low) / span);
  const ticks = apart(
    [1, 2, 0.5, 5, 0.2, 10, 0.1, 20, 0.05, 1.5, 0.75, 3].filter((ratio) => ratio >= low && ratio <= high),
    place,
  );
  return { place, none: 1, ticks: ticks.map((change) => ({ change, says: `×${change}` })) };
}

export function differenceAxis(changes: readonly Change[]): Axis {
  const [low, high] = rangeOf(changes, { least: [-0.04, 0.04], most: [-1, 1] });
  const place = (difference: number): number => within((difference - low) / (high - low));
  const steps = [0.2, 0.1, 0.05, 0.02, 0.01].flatMap((step) =>
    Array.from({ length: 2 * Math.floor(1 / step) + 1 }, (_, at) => (at - Math.floor(1 / step)) * step),
  );
  const ticks = apart(
    [0, ...steps].filter((difference) => difference >= low && difference <= high),
    place,
  );
  return { place, none: 0, ticks: ticks.map((change) => ({ change, says: sayPoints(change) })) };
}

interface Limits {
  /** So much is shown in any case, and nothing beyond that. */
  readonly least: readonly [low: number, high: number];
  readonly most: readonly [low: number, high: number];
}

/** All that is known, with a little room at the ends. */
function rangeOf(changes: readonly Change[], { least, most }: Limits): readonly [low: number, high: number] {
  const known = changes.flatMap(({ estimate, low, high, tolerated }) =>
    [estimate, low, high, tolerated?.low ?? null, tolerated?.high ?? null].filter((end) => end !== null),
  );
  const finite = known.filter((end) => Number.isFinite(end));
  const isRatio = least[0] > 0;
  const [from, to] = [Math.min(least[0], ...finite), Math.max(least[1], ...finite)];
  const room = isRatio ? 1.05 : (to - from) * 0.03;
  return isRatio
    ? [Math.max(most[0], from / room), Math.min(most[1], to * room)]
    : [Math.max(most[0], from - room), Math.min(most[1], to + room)];
}

/** The first ones first; those that come too near to one of them are left out. */
function apart(changes: readonly number[], place: Axis["place"]): readonly number[] {
  const kept: number[] = [];
  for (const change of changes) {
    if (kept.every((other) => Math.abs(place(other) - place(change)) >= 0.12)) kept.push(change);
  }
  return kept.toSorted((left, right) => left - right);
}

function within(place: number): number {
  return Math.min(1, Math.max(0, place));
}

function sayPoints(difference: number): string {
  const points = Math.round(difference * 100);
  return points === 0 ? "0" : `${points > 0 ? "+" : "−"}${Math.abs(points)}`;
}
