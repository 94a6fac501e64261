import type { Fact } from "../formula/formula.ts";
import { findWord } from "../pattern/word.ts";
import type { Prover } from "../refute/prover.ts";
import { type Strings, stringsOf } from "../refute/strings.ts";
import { formatted } from "./samples.ts";

/** Longer strings are not worth showing. */
const longest = 100_000;

/** Strings that the facts, as far as they are understood, hold of: short first. */
export function* buildString(facts: readonly Fact[], prover: Prover): Iterable<string> {
  const strings = stringsOf(facts, prover);
  for (const word of wordsFor(strings, prover)) {
    if (facts.every((fact) => prover.evaluate(fact, word) !== false)) yield word;
  }
}

function* wordsFor({ wanted, formats, strange }: Strings, prover: Prover): Iterable<string> {
  for (const format of formats) yield* formatted[format] ?? [];
  if (wanted.patterns.length > 0) {
    const except = new Set([...wanted.except].slice(0, 200));
    // An empty string says little, where another will do.
    for (const least of wanted.least === 0 && wanted.most > 0 ? [1, 0] : [wanted.least]) {
      const word = findWord({ ...wanted, least, except }, prover.work);
      if (word !== null && word !== "not found") yield word;
    }
    return;
  }
  if (strange.length > 0)
    yield* ["a", "A", "1", "ab", "a1", "aB1!", "x", "-", " ", "2024-01-01", "a@b.co", "é", "\u0003"];
  if (wanted.least > longest) return;
  const lengths = [Math.max(1, wanted.least), wanted.least, wanted.least + 1, wanted.least + 2];
  for (const length of lengths.filter((count) => count <= wanted.most)) yield* wordsOf(length, wanted.except.size + 1);
}

/** So many different words of one length. */
function* wordsOf(length: number, count: number): Iterable<string> {
  for (let index = 0; index < count; index += 1) {
    let [word, rest] = ["", index];
    for (; rest > 0; rest = Math.floor(rest / 26)) word = String.fromCodePoint(97 + (rest % 26)) + word;
    if (word.length > length) return;
    yield "a".repeat(length - word.length) + word;
  }
}
