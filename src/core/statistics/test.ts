import { normalAtLeast } from "./primitives.ts";
import type { Tails } from "./sums.ts";

/** What a test says about head, beside base. */
export interface Tested extends Tails {
  readonly test: "Mann-Whitney U" | "Wilcoxon signed-rank" | "Fisher" | "McNemar";
  readonly method: "exact" | "normal approximation";
  /** From −1, head is below base throughout, to 1, it is above; 0 where neither is. */
  readonly effect: number;
}

/** Exact is what takes fewer additions than this: some hundredths of a second. */
export const exactWork = 3e7;

/** Twice the smaller tail: what chance alone brings in either direction. */
export function bothTails(smaller: number): number {
  return Math.min(1, 2 * smaller);
}

/** Whether a p is small enough; what should be equal is, although both were rounded. */
export function isRare(p: number, alpha: number): boolean {
  return p <= alpha * (1 + 1e-9);
}

/**
 * What the normal distribution says about a sum of ranks, corrected for continuity.
 *
 * @param variance with the ties that there are; 0 where all values are equal
 */
export function nearNormal(sum: number, mean: number, variance: number): Tails {
  const [above, below] = [sum - mean - 0.5, mean - sum - 0.5];
  return { greater: normalAtLeast(above / Math.sqrt(variance)), less: normalAtLeast(below / Math.sqrt(variance)) };
}
