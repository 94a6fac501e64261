import type { Contract } from "../contract/contract.ts";
import { countTokens, type TokenCount, tokenEncoding, type Tokenizer } from "../tokens.ts";

/** What every request carries, before and after. */
export interface TokenChange {
  readonly before: TokenCount;
  readonly after: TokenCount;
  /** What they are counted in: a measure to compare with, not a provider's bill. */
  readonly encoding: string;
  /** `budgets.max_tokens`: what a whole run may use; `null` is no limit. */
  readonly limit: { readonly before: number | null; readonly after: number | null };
}

/** `null` is a contract that is not there. */
export function tokenChange(before: Contract | null, after: Contract | null, count: Tokenizer): TokenChange {
  return {
    before: before === null ? none : countTokens(before, count),
    after: after === null ? none : countTokens(after, count),
    encoding: tokenEncoding,
    limit: { before: before?.budgets.max_tokens ?? null, after: after?.budgets.max_tokens ?? null },
  };
}

const none = { system: 0, messages: 0, tools: 0, total: 0 };
