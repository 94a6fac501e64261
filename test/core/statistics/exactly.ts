/** Slow and sure answers, to compare with: every possibility one by one, and whole numbers of any size. */

/** All sequences of so many outcomes. */
export function sequences(length: number): readonly (readonly boolean[])[] {
  return Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (__, index) => ((bits >> index) & 1) === 1),
  );
}

/** All ways to choose some of the items, and what is left. */
export function divisions<Item>(
  items: readonly Item[],
  size: number,
): readonly { readonly chosen: readonly Item[]; readonly left: readonly Item[] }[] {
  return sequences(items.length)
    .filter((sequence) => sequence.filter(Boolean).length === size)
    .map((sequence) => ({
      chosen: items.filter((_, index) => sequence[index] === true),
      left: items.filter((_, index) => sequence[index] !== true),
    }));
}

export function choose(from: number, size: number): bigint {
  let ways = 1n;
  for (let drawn = 1n; drawn <= BigInt(size); drawn += 1n) ways = (ways * (BigInt(from) - drawn + 1n)) / drawn;
  return size < 0 || size > from ? 0n : ways;
}

/** P(X ≥ successes) as a fraction without any rounding; a double is a fraction of a power of two. */
export function exactChance(successes: number, trials: number, rate: number): number {
  const one = 1n << 60n;
  const share = BigInt(Math.round(rate * 2 ** 60));
  let sum = 0n;
  for (let hits = successes; hits <= trials; hits += 1)
    sum += choose(trials, hits) * share ** BigInt(hits) * (one - share) ** BigInt(trials - hits);
  return Number((sum * 10n ** 40n) / one ** BigInt(trials)) / 1e40;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The chance that a standard normal value is `z` or more: Abramowitz and Stegun 26.2.10, good up to some 6. */
export function normalAtLeast(z: number): number {
  let [term, sum] = [z, z];
  for (let n = 1; n < 200; n += 1) {
    term *= -(z * z) / (2 * n);
    sum += term / (2 * n + 1);
  }
  return 0.5 - sum / Math.sqrt(2 * Math.PI);
}
