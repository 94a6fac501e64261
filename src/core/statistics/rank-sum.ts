import { doubledRanks } from "./ranks.ts";
import { amongSubsetsOf, sumOf, type Tails } from "./sums.ts";
import { exactWork, nearNormal, type Tested } from "./test.ts";

/**
 * The test of Mann and Whitney (Annals of Mathematical Statistics 18, 1947), that is Wilcoxon's of rank sums: samples
 * that have nothing to do with each other. Exact given the ties, over all ways to divide the samples; with many samples
 * (some forty on each side) normal with the variance of the ties. The effect is Cliff's delta (Psychological Bulletin
 * 114, 1993): how much more often a sample of head is above one of base than below it.
 */
export function rankSum(base: readonly number[], head: readonly number[]): Tested {
  const ranks = doubledRanks([...head, ...base]);
  const sum = sumOf(ranks.slice(0, head.length));
  const above = sum / 2 - (head.length * (head.length + 1)) / 2;
  const couples = head.length * base.length;
  const size = Math.min(base.length, head.length);
  const isExact = size * ranks.length * sumOf(ranks) <= exactWork;
  return {
    test: "Mann-Whitney U",
    method: isExact ? "exact" : "normal approximation",
    effect: couples === 0 ? 0 : (2 * above) / couples - 1,
    ...(isExact ? exactly(ranks, head.length) : nearly(ranks, head.length)),
  };
}

/** The smallest chance of either tail with so many samples: all of one side above all of the other. */
export function smallestRankSum(base: number, head: number): number {
  let chance = 1;
  for (let drawn = 1; drawn <= head; drawn += 1) chance *= drawn / (base + drawn);
  return chance;
}

/** @param size how many ranks, from the first one, are of head */
function exactly(ranks: readonly number[], size: number): Tails {
  if (2 * size <= ranks.length) return amongSubsetsOf(size, ranks, sumOf(ranks.slice(0, size)));
  const { greater, less } = amongSubsetsOf(ranks.length - size, ranks, sumOf(ranks.slice(size)));
  return { greater: less, less: greater };
}

function nearly(ranks: readonly number[], size: number): Tails {
  const all = ranks.length;
  const mean = (all + 1) / 2;
  const spread = sumOf(ranks.map((rank) => (rank / 2 - mean) ** 2));
  const variance = (size * (all - size) * spread) / (all * (all - 1));
  return nearNormal(sumOf(ranks.slice(0, size)) / 2, size * mean, variance);
}
