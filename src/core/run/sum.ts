import type { Tokens } from "./record.ts";

/** `null` where a part is: what was not measured in one is not measured in the sum. */
export function sumOf<Part>(parts: readonly (Part | null)[], add: (left: Part, right: Part) => Part): Part | null {
  const [first = null, ...rest] = parts;
  return rest.reduce((sum, part) => (sum === null || part === null ? null : add(sum, part)), first);
}

export function addTokens(left: Tokens, right: Tokens): Tokens {
  const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
  return {
    input: left.input + right.input,
    output: left.output + right.output,
    cached: add(left.cached, right.cached),
    cache_write: add(left.cache_write, right.cache_write),
    reasoning: add(left.reasoning, right.reasoning),
  };
}

/** To the microsecond: 0.1 and 0.2 are 0.3. */
export function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
