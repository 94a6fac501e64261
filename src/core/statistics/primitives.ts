import { bisect, errorFunction, gammaln, quantileSorted } from "simple-statistics";

/** The value below which a share of the samples lies, by `(n − 1) × share` and a straight line between two neighbours. */
export function quantile(ascending: readonly number[], share: number): number {
  return quantileSorted(ascending, share);
}

/** In how many ways `size` things can be chosen of `from`, as a natural logarithm. */
export function logChoose(from: number, size: number): number {
  return gammaln(from + 1) - gammaln(size + 1) - gammaln(from - size + 1);
}

/** The chance that a standard normal value is `z` or more; off by 1.2 × 10⁻⁷ of itself at most. */
export function normalAtLeast(z: number): number {
  const beyond = Math.min(0.5, (1 - errorFunction(Math.abs(z) / Math.SQRT2)) / 2);
  return z >= 0 ? beyond : 1 - beyond;
}

/** The natural logarithm of that chance: also of one that is too small for a number; off by 10⁻⁷ at most. */
export function logNormalAtLeast(z: number): number {
  if (z < fraction) return Math.log(normalAtLeast(z));
  // Laplace's continued fraction of Mills' ratio (Abramowitz and Stegun 26.2.14), which is quick so far out.
  let ratio = z;
  for (let term = 40; term > 0; term -= 1) ratio = z + term / ratio;
  return -(z ** 2) / 2 - Math.log(ratio * Math.sqrt(2 * Math.PI));
}

/** From here on the fraction is exact, and what is left of 1 is too little to have its digits. */
const fraction = 4;

/** Where a function that rises from below 0 to above 0 crosses it, between 0 and 1. */
export function crossing(rising: (at: number) => number, precision = 1e-13): number {
  return bisect(rising, 0, 1, 100, precision);
}
