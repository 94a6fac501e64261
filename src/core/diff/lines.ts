import { diffArrays } from "diff";

/** For each line after a change, which one it was before; `null` where it is new, or where all of it is another text. */
export function sameLines(before: readonly string[], after: readonly string[]): readonly (number | null)[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: 5_000 });
  if (changes === undefined) return after.map(() => null);
  let at = 0;
  return changes.flatMap(({ added, removed, value }) => {
    if (added) return value.map(() => null);
    at += value.length;
    return removed ? [] : value.map((_, index) => at - value.length + index);
  });
}
