import { createTwoFilesPatch, diffArrays } from "diff";

/** For each line after a change, which one it was before; `null` where it is new, or where all of it is another text. */
export function sameLines(before: readonly string[], after: readonly string[]): readonly (number | null)[] {
  return sameInOrder(before, after, 1_500) ?? after.map(() => null);
}

/**
 * For each item after a change, which one it was before; `null` where it is new. Equal items keep their order.
 *
 * @param most additions and removals, from which on it is given up: the work grows with the square of them
 * @returns `null` where it was given up
 */
export function sameInOrder(
  before: readonly string[],
  after: readonly string[],
  most: number,
): readonly (number | null)[] | null {
  const changes = diffArrays([...before], [...after], { maxEditLength: most });
  if (changes === undefined) return null;
  let at = 0;
  return changes.flatMap(({ added, removed, value }) => {
    if (added) return value.map(() => null);
    at += value.length;
    return removed ? [] : value.map((_, index) => at - value.length + index);
  });
}

/** A file before and after, line by line, as `git diff` shows it; `null` is no file. */
export function patchOf(path: string, before: string | null, after: string | null): string {
  const [from, to] = [before === null ? "/dev/null" : `a/${path}`, after === null ? "/dev/null" : `b/${path}`];
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", "", "", { context: 3 });
  return `diff --promptctl a/${path} b/${path}\n${patch.slice(patch.indexOf("--- ")).trimEnd()}`;
}
