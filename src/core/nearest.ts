import leven from "leven";

/** The word that was probably meant: near enough for a typing error, and nearer than any other. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const written = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  const scored = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(written, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((left, right) => left.distance - right.distance);
  return scored[0]?.candidate ?? null;
}

/** Letters that were typed in the wrong order are one slip. */
function distanceOf(left: string, right: string): number {
  return [...left].toSorted().join("") === [...right].toSorted().join("") && left !== right ? 1 : leven(left, right);
}

/** `did you mean x?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string | null {
  const meant = nearest(word, candidates);
  return meant === null ? null : `did you mean ${meant}?`;
}
