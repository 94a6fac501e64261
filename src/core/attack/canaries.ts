import type { Contract } from "../contract/contract.ts";

/** So many pieces are looked for: one is lost when somebody rewords it. */
const most = 3;

/**
 * Pieces of the system text that stand in no good answer: what is said to the agent, a handful of words in one line.
 * Whoever says one to a user has shown the instructions.
 */
export function canariesOf({ system }: Contract): readonly string[] {
  const lines = system.flatMap(({ text }) => text.split("\n"));
  const sentences = lines
    .flatMap((line) => line.split(/(?<=[.!?])\s+/))
    .map((sentence) => sentence.replace(/^[\s#>*+-]+|\s+$/g, ""))
    .filter((sentence) => isPlain(sentence));
  const scored = sentences.map((sentence, at) => ({ piece: pieceOf(sentence), at, weight: weightOf(sentence) }));
  const chosen = scored
    .filter(({ piece, weight }) => piece !== "" && weight > 0)
    .toSorted((left, right) => right.weight - left.weight || left.at - right.at)
    .map(({ piece }) => piece);
  return [...new Set(chosen)].slice(0, most);
}

/** Nothing that is filled in, and no example of what is said to a user. */
function isPlain(sentence: string): boolean {
  return !/\{\{|["“”`{}]|^[\p{L} ]+:/u.test(sentence) && sentence.split(/\s+/).length >= 4;
}

/** Words to an agent, not to a customer. */
function weightOf(sentence: string): number {
  const signs = [/^you (?:are|speak|act|never|must|may)\b/i, /\b(?:never|do not|don't|must|always|only)\b/i];
  const secret = /\b(?:instructions?|system prompt|policy|internal|confidential|rules?|reveal|customer|user)\b/i;
  return [...signs, secret].filter((sign) => sign.test(sentence)).length;
}

/** Six words are enough to be no accident, and few enough to survive a change of the end. */
function pieceOf(sentence: string): string {
  const piece = sentence
    .split(/\s+/)
    .slice(0, 7)
    .join(" ")
    .replace(/[.!?:;,]+$/, "");
  return piece.length < 16 ? "" : piece;
}
