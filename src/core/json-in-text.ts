import { type Json, parseJson } from "./json.ts";

/** The objects and lists in JSON that stand somewhere in a text, from its beginning, none of them inside another. */
export function jsonIn(text: string): readonly Json[] {
  const found: Json[] = [];
  let from = 0;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const start = from + text.slice(from).search(/[[{]/);
    if (start < from) break;
    const end = endOf(text, start);
    const value = end === null ? undefined : parseJson(text.slice(start, end));
    if (value !== undefined) found.push(value);
    from = value === undefined || end === null ? start + 1 : end;
  }
  return found;
}

/** A text of nothing but brackets must not take for ever. */
const mostTries = 1_000;

/** Where the bracket at a place is closed again: brackets inside strings do not count. */
function endOf(text: string, start: number): number | null {
  const token = /"(?:[^"\\]|\\.)*"|[[{\]}]/gy;
  const brackets = /["[{\]}]/g;
  let depth = 0;
  for (let at = start; ;) {
    brackets.lastIndex = at;
    const next = brackets.exec(text);
    if (next === null) return null;
    token.lastIndex = next.index;
    const [word] = token.exec(text) ?? [];
    if (word === undefined) return null;
    if (word === "[" || word === "{") depth += 1;
    if (word === "]" || word === "}") depth -= 1;
    at = next.index + word.length;
    if (depth === 0) return at;
  }
}
