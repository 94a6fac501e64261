/**
 * How many standard deviations the values of one side are above those of the other one: the test of Mann and Whitney for
 * one look at one sample, with ties, from two ascending arrays.
 *
 * @param shift what is added to each value of base
 */
export function rankZ(base, head, shift = 0) {
  const [inBase, inHead] = [base.length, head.length];
  const all = inBase + inHead;
  let [atBase, atHead, wins, ties] = [0, 0, 0, 0];
  while (atBase < inBase || atHead < inHead) {
    const value = Math.min(
      atBase < inBase ? base[atBase] + shift : Number.POSITIVE_INFINITY,
      atHead < inHead ? head[atHead] : Number.POSITIVE_INFINITY,
    );
    const [fromBase, fromHead] = [atBase, atHead];
    while (atBase < inBase && base[atBase] + shift <= value) atBase += 1;
    while (atHead < inHead && head[atHead] <= value) atHead += 1;
    wins += (atHead - fromHead) * (fromBase + (atBase - fromBase) / 2);
    const tied = atBase - fromBase + atHead - fromHead;
    ties += tied ** 3 - tied;
  }
  const variance = ((inBase * inHead) / 12) * (all + 1 - ties / (all * (all - 1)));
  return variance > 0 ? (wins - (inBase * inHead) / 2) / Math.sqrt(variance) : 0;
}
