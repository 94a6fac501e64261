/**
 * Whether JavaScript's own engine surely decides a text of this length at once. It goes back and tries again: what is
 * repeated inside of a repetition takes exponential time, n repetitions in a row take the n-th power of the length.
 */
export function isQuick(source: string, length: number): boolean {
  const repetitions = source.match(/[*+{]/g)?.length ?? 0;
  const isNested = /\)[*+{]/.test(source);
  if (repetitions === 0) return length <= 10_000;
  if (isNested || repetitions > 3) return repetitions <= 8 && length <= 14;
  return length <= (repetitions === 1 ? 1000 : 60);
}
