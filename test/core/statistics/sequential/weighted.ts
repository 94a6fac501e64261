import type { Weighted } from "../../../../src/core/statistics/sequential/dominance.ts";

/** A sample, each value as often as it is there; all of them have nothing to do with each other. */
export function weighted(values: readonly number[]): Weighted & {
  readonly values: Float64Array;
  readonly counts: Float64Array;
} {
  const times = new Map<number, number>();
  for (const value of values.toSorted((one, other) => one - other)) times.set(value, (times.get(value) ?? 0) + 1);
  return {
    values: Float64Array.from(times.keys()),
    counts: Float64Array.from(times.values()),
    units: values.length,
  };
}
