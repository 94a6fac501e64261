import { logEvidence } from "./mixture.ts";

/** A sample by its values: `counts[i]` times `values[i]`, ascending. */
export interface Weighted {
  readonly values: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
  /** How many of them have nothing to do with each other; not more than there are. */
  readonly units: number;
}

/** How much more often a value of head is above one of base than below it. */
export interface Dominance extends Estimate {
  /** Half as many units as two sides of one size would have that know as much: where one side is large, the other's. */
  readonly size: number;
}

export interface Estimate {
  /** From −½ (always below) to ½ (always above); equal values are half of each. Cliff's delta is twice as much. */
  readonly effect: number;
  /** The inverse of its variance; 0 where nothing is known. */
  readonly information: number;
}

const nothing: Dominance = { effect: 0, information: 0, size: 0 };

/**
 * The estimate of Mann and Whitney (Annals of Mathematical Statistics 18, 1947). Its variance is the larger of two: that
 * under "both sides are one", with ties (Lehmann, Nonparametrics, 1975, 1.20); and that of Brunner and Munzel (Biometrical
 * Journal 42, 2000), which holds where the sides spread differently, made a little larger where there are few values.
 */
export function dominance(base: Weighted, head: Weighted): Dominance {
  const [inBase, inHead] = [totalOf(base), totalOf(head)];
  if (inBase === 0 || inHead === 0) return nothing;
  let [below, headBelow, tied] = [0, 0, 0];
  // Sums of the share of the other side that is below each value, and of its square: they are within 0 and 1.
  let [ofBase, ofBaseSquared, ofHead, ofHeadSquared] = [0, 0, 0, 0];
  let [atBase, atHead] = [0, 0];
  const [ofBaseEach, ofHeadEach] = [1 / inBase, 1 / inHead];
  const [bases, heads] = [base.values.length, head.values.length];
  while (atBase < bases || atHead < heads) {
    const value = Math.min(
      atBase < bases ? (base.values[atBase] ?? largest) : largest,
      atHead < heads ? (head.values[atHead] ?? largest) : largest,
    );
    let [baseHere, headHere] = [0, 0];
    for (; atBase < bases && base.values[atBase] === value; atBase += 1) baseHere += base.counts[atBase] ?? 0;
    for (; atHead < heads && head.values[atHead] === value; atHead += 1) headHere += head.counts[atHead] ?? 0;
    const baseBelow = (below + baseHere / 2) * ofBaseEach;
    const headOfAll = (headBelow + headHere / 2) * ofHeadEach;
    ofHead += headHere * baseBelow;
    ofHeadSquared += headHere * baseBelow * baseBelow;
    ofBase += baseHere * headOfAll;
    ofBaseSquared += baseHere * headOfAll * headOfAll;
    below += baseHere;
    headBelow += headHere;
    const here = baseHere + headHere;
    tied += here * here * here - here;
  }
  const [unitsBase, unitsHead] = [Math.min(base.units, inBase), Math.min(head.units, inHead)];
  const all = inBase + inHead;
  const ties = all < 2 ? 0 : 1 - tied / (all ** 3 - all);
  const size = (unitsBase * unitsHead) / (unitsBase + unitsHead + 1);
  const ofOne = ties / (12 * size);
  const ofEach =
    varianceOf(ofBase / inBase, ofBaseSquared / inBase, unitsBase) / unitsBase +
    varianceOf(ofHead / inHead, ofHeadSquared / inHead, unitsHead) / unitsHead;
  const variance = Math.max(ofOne, ofEach);
  return variance > 0 ? { effect: ofHead / inHead - 0.5, information: 1 / variance, size } : nothing;
}

const largest = Number.POSITIVE_INFINITY;

/** Strata are compared each for itself, and weigh as much as they know. */
export function combine(strata: readonly Estimate[]): Estimate {
  const information = strata.reduce((sum, one) => sum + one.information, 0);
  if (information === 0) return { effect: 0, information: 0 };
  const score = strata.reduce((sum, one) => sum + one.information * one.effect, 0);
  return { effect: score / information, information };
}

export function combineDominance(strata: readonly Dominance[]): Dominance {
  return { ...combine(strata), size: strata.reduce((sum, { size }) => sum + size, 0) };
}

/**
 * Evidence that head is above base, or below it (`logEvidence`).
 *
 * @param expected the effect that is found soonest, of values without ties; the more of them are tied, the smaller it is
 */
export function logDominance(seen: Dominance, side: "above" | "below", expected: number): number {
  const { effect, information, size } = seen;
  const spread = information > 0 ? Math.sqrt((12 * size) / information) : 1;
  return logEvidence(side === "above" ? effect : -effect, information, expected * spread);
}

export function totalOf({ counts }: Weighted): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at += 1) sum += counts[at] ?? 0;
  return sum;
}

/**
 * Of shares by their mean and the mean of their squares, and of one more at 0 and at 1: ten values that happen to lie beyond
 * all others do not have none (as Agresti and Coull, The American Statistician 52, 1998, do with successes).
 */
function varianceOf(mean: number, squares: number, units: number): number {
  const around = Math.max(0, squares - mean ** 2);
  return (units * around + mean ** 2 + (1 - mean) ** 2) / (units + 1);
}
