/**
 * p values of one family of questions, so adjusted that the chance to answer any of them wrongly with "there is a
 * difference" is what one p value says (Holm, Scandinavian Journal of Statistics 6, 1979). Each rises with every other.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const adjusted = Array.from(ps, () => 1);
  let least = 0;
  const ascending = ps.map((p, index) => ({ p, index })).toSorted((left, right) => left.p - right.p);
  for (const [place, { p, index }] of ascending.entries()) {
    least = Math.max(least, Math.min(1, p * (ps.length - place)));
    adjusted[index] = least;
  }
  return adjusted;
}
