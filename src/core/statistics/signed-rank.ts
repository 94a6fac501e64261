import { doubledRanks } from "./ranks.ts";
import { amongSubsets, sumOf } from "./sums.ts";
import { exactWork, nearNormal, type Tested } from "./test.ts";

/**
 * Wilcoxon's test of signed ranks (Biometrics Bulletin 1, 1945): pairs. Differences of 0 are ranked and then left out, as
 * Pratt has it (Journal of the American Statistical Association 54, 1959): left out before, higher values could make a
 * rise less certain. Exact given ties and zeros, over all signs; with some hundred pairs normal with the variance of
 * the ties. The effect is the matched-pairs rank-biserial correlation (Kerby, Comprehensive Psychology 3, 2014): the
 * share of the ranks that rose, less the share that fell.
 *
 * @param differences head less base of each pair
 */
export function signedRank(differences: readonly number[]): Tested {
  const ranks = doubledRanks(differences.map(Math.abs));
  const ranked = differences.flatMap((difference, index) =>
    difference === 0 ? [] : [{ rose: difference > 0, rank: ranks[index] ?? 0 }],
  );
  const scores = ranked.map(({ rank }) => rank);
  const all = sumOf(scores);
  const rose = sumOf(ranked.map((one) => (one.rose ? one.rank : 0)));
  const isExact = scores.length * all <= exactWork;
  return {
    test: "Wilcoxon signed-rank",
    method: isExact ? "exact" : "normal approximation",
    effect: all === 0 ? 0 : (2 * rose) / all - 1,
    ...(isExact
      ? amongSubsets(scores, rose)
      : nearNormal(rose / 2, all / 4, sumOf(scores.map((score) => score ** 2)) / 16)),
  };
}

/** The smallest chance of either tail with so many pairs: all of them rose, or fell. */
export function smallestSignedRank(pairs: number): number {
  return 0.5 ** pairs;
}
