import type { Automaton } from "./automaton.ts";
import { lastCodePoint } from "./expression.ts";

/** One letter, the most readable, of each stretch that no automaton and no word tells apart. */
export function lettersOf(automata: readonly Automaton[], except: ReadonlySet<string>): readonly number[] {
  const named = [...except].flatMap((word) => [...word].map((character) => character.codePointAt(0) ?? 0));
  const starts = [
    ...new Set([0, ...automata.flatMap(({ boundaries }) => boundaries), ...named.flatMap((c) => [c, c + 1])]),
  ]
    .filter((code) => code <= lastCodePoint)
    .toSorted((left, right) => left - right);
  const letters = starts.map((from, index) => readable(from, (starts[index + 1] ?? lastCodePoint + 1) - 1));
  return letters.toSorted((left, right) => rank(left) - rank(right));
}

const preferred = [..."abcxyzABC0123456789_-. "].map((character) => character.codePointAt(0) ?? 0);

function readable(from: number, to: number): number {
  const printable = Math.max(from, 33);
  return preferred.find((code) => from <= code && code <= to) ?? (printable <= to ? printable : from);
}

function rank(code: number): number {
  const place = preferred.indexOf(code);
  return place === -1 ? preferred.length + code : place;
}
