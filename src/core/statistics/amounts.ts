import { rankSum } from "./rank-sum.ts";
import { mapSides, type Pair, type Samples } from "./samples.ts";
import { signedRank } from "./signed-rank.ts";
import { summaryOf } from "./summary.ts";
import type { Tested } from "./test.ts";

/** The most that counts as no more than a given amount of base, in the trial or pair at a position. */
export type Tolerated = (amount: number, index: number) => number;

/**
 * Whether head uses more than base, and less.
 *
 * @param tolerated the most that counts as no more than a given amount; it must rise with it
 */
export function testAmounts(samples: Samples<number>, tolerated: Tolerated | undefined): Tested {
  const plain = tested(samples);
  if (tolerated === undefined) return plain;
  return {
    ...plain,
    greater: tested(mapSides(samples, tolerated, same)).greater,
    less: tested(mapSides(samples, same, tolerated)).less,
  };
}

/** How many times what base uses head uses: of trials the ratio of the medians, of pairs the median of the ratios. */
export function ratioOf(samples: Samples<number>): number | null {
  const ratio = samples.kind === "pairs" ? summaryOf(samples.pairs.map(timesOf)).median : timesOf(medians(samples));
  return ratio === null || !Number.isFinite(ratio) ? null : ratio;
}

function tested(samples: Samples<number>): Tested {
  if (samples.kind === "trials") return rankSum(samples.base, samples.head);
  return signedRank(samples.pairs.map(change));
}

/**
 * From −1 to 1, in the order of the ratios: what grew by half counts the same in a short task and in a long one, whatever
 * the unit of either.
 */
function change({ base, head }: Pair<number>): number {
  return base === head ? 0 : (head - base) / (Math.abs(head) + Math.abs(base));
}

function timesOf({ base, head }: Pair<number>): number {
  return base === head ? 1 : head / base;
}

function medians({ base, head }: Pair<readonly number[]>): Pair<number> {
  return { base: summaryOf(base).median ?? Number.NaN, head: summaryOf(head).median ?? Number.NaN };
}

function same(amount: number): number {
  return amount;
}
