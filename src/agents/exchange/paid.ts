import type { AskModel } from "../../core/golden/exchange.ts";
import type { Tokens } from "../../core/run/record.ts";

/** What was paid for in one trial. */
export interface Paid {
  /** What each answer used, also one that nothing came of. */
  paid(): readonly (Tokens | null)[];
}

/** The same model, and what it used. */
export function counting(ask: AskModel): Paid & { readonly ask: AskModel } {
  const tokens: (Tokens | null)[] = [];
  return {
    ask: async (...asked) => {
      const reply = await ask(...asked);
      tokens.push(reply.tokens);
      return reply;
    },
    paid: () => tokens,
  };
}
