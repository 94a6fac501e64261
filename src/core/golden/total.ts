import type { Price } from "../config/config.ts";
import type { AgentAnswer, Tokens } from "../run/record.ts";
import { spendOf } from "../run/spend.ts";
import type { Thought } from "./thought.ts";

/**
 * What a run used. A sum with a part that nobody measured is not measured: it would look like less than it was.
 *
 * @param waited seconds that tools took
 */
export function totalOf(
  thoughts: readonly Thought[],
  waited: number,
  price: Price | null,
): Pick<AgentAnswer, "steps" | "tokens" | "seconds" | "spend_usd"> {
  const tokens = sumOf(
    thoughts.map((thought) => thought.tokens),
    addTokens,
  );
  const seconds = sumOf(
    thoughts.map((thought) => thought.seconds ?? null),
    (left, right) => left + right,
  );
  return {
    steps: thoughts.length,
    tokens,
    seconds: seconds === null ? null : roundSeconds(seconds + waited),
    spend_usd: spendOf(tokens, price),
  };
}

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
function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
