/** Chances of a sum to be at least, and at most, what was observed. */
export interface Tails {
  readonly greater: number;
  readonly less: number;
}

/**
 * Where a sum of scores stands among those of all subsets, each as likely as any other. Like the next one it is the shift
 * algorithm of Streitberg and Röhmel (Statistical Software Newsletter 12, 1986): exact with any ties, and as long as
 * the product of what is added and the sums that there can be, not as the number of subsets.
 *
 * @param scores whole numbers from 1
 */
export function amongSubsets(scores: readonly number[], observed: number): Tails {
  const ways = new Float64Array(sumOf(scores) + 1);
  ways[0] = 1;
  let highest = 0;
  for (const score of scores) {
    highest += score;
    for (let sum = highest; sum >= score; sum -= 1) ways[sum] = (ways[sum] ?? 0) + (ways[sum - score] ?? 0);
  }
  return tailsOf(ways, observed);
}

/** The same among all subsets of one size. */
export function amongSubsetsOf(size: number, scores: readonly number[], observed: number): Tails {
  const ascending = scores.toSorted((left, right) => left - right);
  const sumOfFirst = runningSums(ascending);
  const width = sumOf(ascending.slice(ascending.length - size)) + 1;
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(width));
  ways.slice(0, 1).forEach((empty) => empty.fill(1, 0, 1));
  for (const [seen, score] of ascending.entries()) {
    for (let chosen = Math.min(size, seen + 1); chosen >= 1; chosen -= 1) {
      const [without, having] = ways.slice(chosen - 1, chosen + 1);
      if (without === undefined || having === undefined) continue;
      const highest = (sumOfFirst[seen + 1] ?? 0) - (sumOfFirst[seen + 1 - chosen] ?? 0);
      const lowest = (sumOfFirst[chosen - 1] ?? 0) + score;
      for (let sum = highest; sum >= lowest; sum -= 1) having[sum] = (having[sum] ?? 0) + (without[sum - score] ?? 0);
    }
  }
  return tailsOf(ways[size] ?? new Float64Array(width), observed);
}

export function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/** Of the first none, one, two, …. */
function runningSums(numbers: readonly number[]): readonly number[] {
  let sum = 0;
  return [0, ...numbers.map((number) => (sum += number))];
}

function tailsOf(ways: Float64Array, observed: number): Tails {
  const all = sumOf(ways);
  const share = (part: Float64Array): number => Math.min(1, sumOf(part) / all);
  return { greater: share(ways.subarray(observed)), less: share(ways.subarray(0, observed + 1)) };
}
