import { smallestRankSum } from "./rank-sum.ts";
import type { Samples } from "./samples.ts";
import { smallestSignedRank } from "./signed-rank.ts";
import { bothTails, isRare } from "./test.ts";

/** The smallest p that so many samples can bring: all of head above all of base, or every pair in one direction. */
export function smallestP(samples: Samples<unknown>): number {
  if (samples.kind === "pairs") return bothTails(smallestSignedRank(samples.pairs.length));
  return bothTails(smallestRankSum(samples.base.length, samples.head.length));
}

/** How many trials on each side, or how many pairs, can bring a p of `alpha` or less. */
export function enoughSamples(kind: Samples<unknown>["kind"], alpha: number): number {
  const smallestOf = kind === "pairs" ? smallestSignedRank : (size: number) => smallestRankSum(size, size);
  let size = 1;
  while (!isRare(bothTails(smallestOf(size)), alpha)) size += 1;
  return size;
}
