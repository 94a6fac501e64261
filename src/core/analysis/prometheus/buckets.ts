import type { Distribution } from "../observed.ts";
import type { Row } from "./rows.ts";

/** How many had at most so much: `le` of Prometheus, whose last one is infinite. */
export interface Bucket {
  readonly most: number;
  readonly count: number;
}

/** Of all rows together, by their bounds. */
export function bucketsOf(rows: readonly Row[]): readonly Bucket[] {
  const counts = new Map<number, number>();
  for (const { labels, points } of rows) {
    // `10` of one exporter and `10.0` of another are one bound.
    const text = labels["le"] ?? "";
    const most = text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text);
    if (text !== "" && !Number.isNaN(most)) counts.set(most, (counts.get(most) ?? 0) + (points.at(-1)?.value ?? 0));
  }
  return [...counts].map(([most, count]) => ({ most, count })).toSorted((left, right) => left.most - right.most);
}

/**
 * Values as buckets tell them: what is in one is spread over eight points of it at equal ratios, small whole numbers are
 * what they are, and what is above the last bound is put there.
 *
 * @param buckets cumulative and ascending; not whole where a server estimates
 */
export function distributionOf(buckets: readonly Bucket[], isWhole: boolean, units: number): Distribution {
  const masses = new Map<number, number>();
  let [low, below] = [0, 0];
  for (const { most, count } of buckets) {
    // Each bucket is estimated by itself, and none can have fewer than the one below it.
    const within = Math.round(count) - below;
    const points = Number.isFinite(most) ? pointsIn(low, most, isWhole) : [low];
    if (within > 0) {
      for (const point of points) masses.set(point, (masses.get(point) ?? 0) + within / points.length);
      below += within;
    }
    low = Number.isFinite(most) ? most : low;
  }
  const sorted = [...masses].toSorted(([left], [right]) => left - right);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    counts: Float64Array.from(sorted, ([, mass]) => mass),
    units: Math.min(units, below),
  };
}

const pointsPerBucket = 8;

function pointsIn(low: number, high: number, isWhole: boolean): readonly number[] {
  if (high <= 0) return [high];
  if (isWhole && high - low <= pointsPerBucket)
    return Array.from(
      { length: Math.max(1, Math.floor(high) - Math.floor(low)) },
      (_, index) => Math.floor(high) - index,
    );
  const share = (index: number): number => (index + 0.5) / pointsPerBucket;
  return Array.from({ length: pointsPerBucket }, (_, index) => {
    const value = low > 0 ? low * (high / low) ** share(index) : high * share(index);
    return isWhole ? Math.ceil(value) : value;
  });
}
