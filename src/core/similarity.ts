import leven from "leven";

/**
 * How alike two texts are by their letters, from 0 to 1: 1 − (characters to insert, delete or replace) ÷ (length of
 * the longer text). Capitals and the amount of white space do not count. It says nothing about what they mean.
 *
 * @param enough below this the number need not be exact: two texts that have nothing in common are found out early
 */
export function similarity(left: string, right: string, enough = 0): number {
  const [one, other] = [letters(left), letters(right)];
  const length = Math.max(one.length, other.length);
  if (length === 0) return 1;
  const maxDistance = Math.floor(length * (1 - enough)) + 1;
  return Math.max(0, 1 - leven(one, other, { maxDistance }) / length);
}

function letters(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
