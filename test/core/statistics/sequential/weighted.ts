import type { Weighted } from "../../../../src/core/statistics/sequential/dominance.ts";

/** A sample, each value as often as it is there; all of them have nothing to do with each other. */
export function weighted(values: readonly number[]): Weighted & {
  readonly values: Float64Array;
  readonly counts: Float64Array;
} {
  const different = [...new Set(values)].toSorted((one, other) => one - other);
  return {
    values: Float64Array.from(different),
    counts: Float64Array.from(different, (value) => values.filter((one) => one === value).length),
    units: values.length,
  };
}
