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
 * under "both sides are one", with ties (Lehmann, Nonparametrics, 1975, 1.20), which holds with few values also where one
 * side is above the other throughout; and that of Brunner and Munzel (Biometrical Journal 42, 2000), which holds where the
 * sides spread differently.
 */
export function dominance(base: Weighted, head: Weighted): Dominance {
  const [inBase, inHead] = [totalOf(base), totalOf(head)];
  if (inBase === 0 || inHead === 0) return nothing;
  let [below, headBelow, tied] = [0, 0, 0];
  // Sums of the share of the other side that is below each value, and of its square: they are within 0 and 1.
  let [ofBase, ofBaseSquared, ofHead, ofHeadSquared] = [0, 0, 0, 0];
  let [atBase, atHead] = [0, 0];
  while (atBase < base.values.length || atHead < head.values.length) {
    const value = Math.min(base.values[atBase] ?? largest, head.values[atHead] ?? largest);
    let [baseHere, headHere] = [0, 0];
    for (; base.values[atBase] === value; atBase += 1) baseHere += base.counts[atBase] ?? 0;
    for (; head.values[atHead] === value; atHead += 1) headHere += head.counts[atHead] ?? 0;
    const [baseBelow, headOfAll] = [(below + baseHere / 2) / inBase, (headBelow + headHere / 2) / inHead];
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
    varianceOf(inBase, ofBase, ofBaseSquared) / unitsBase + varianceOf(inHead, ofHead, ofHeadSquared) / unitsHead;
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

function varianceOf(count: number, sum: number, squares: number): number {
  return count > 1 ? Math.max(0, squares - (sum * sum) / count) / (count - 1) : 0;
}
