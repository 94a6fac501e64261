import type { Price } from "../config/config.ts";
import type { AgentAnswer } from "../run/record.ts";
import { spendOf } from "../run/spend.ts";
import { addTokens, roundSeconds, sumOf } from "../run/sum.ts";
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
