import { quantile } from "./primitives.ts";

/** Samples in short, in their own unit. */
export interface Summary {
  readonly samples: number;
  readonly median: number | null;
  /** `null` with fewer samples than `samplesForP95`. */
  readonly p95: number | null;
}

/**
 * Quantiles are type 7 of Hyndman and Fan (The American Statistician 50, 1996), the default of R, NumPy and spreadsheets.
 */
export function summaryOf(samples: readonly number[]): Summary {
  const ascending = samples.toSorted((left, right) => left - right);
  return {
    samples: samples.length,
    median: samples.length === 0 ? null : quantile(ascending, 0.5),
    p95: samples.length < samplesForP95 ? null : quantile(ascending, 0.95),
  };
}

/**
 * From so many samples on the 95th percentile has at least one of them above it. With fewer it lies between the two
 * largest, and says how high one run happened to get: `0.95 × (n − 1) ≤ n − 2`.
 */
export const samplesForP95 = 21;
