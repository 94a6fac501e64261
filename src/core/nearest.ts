import leven from "leven";

/** The word that was probably meant: near enough for a typing error, and nearer than any other. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const written = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  const scored = candidates
    .map((candidate) => ({ candidate, distance: leven(written, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((left, right) => left.distance - right.distance);
  return scored[0]?.candidate ?? null;
}

/** `did you mean x?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string | null {
  const meant = nearest(word, candidates);
  return meant === null ? null : `did you mean ${meant}?`;
}
