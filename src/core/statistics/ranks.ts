/**
 * Twice the rank of each value, from 2 for the smallest; equal values share the mean of their ranks. Doubled, ranks are
 * whole numbers, and sums of them are equal exactly where they should be.
 */
export function doubledRanks(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).toSorted((left, right) => at(values, left) - at(values, right));
  const ranks = Array.from(values, () => 0);
  let first = 0;
  while (first < order.length) {
    let last = first;
    while (last + 1 < order.length && valueOf(last + 1) === valueOf(first)) last += 1;
    for (const index of order.slice(first, last + 1)) ranks[index] = first + last + 2;
    first = last + 1;
  }
  return ranks;

  function valueOf(place: number): number {
    return at(values, at(order, place));
  }
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? Number.NaN;
}
