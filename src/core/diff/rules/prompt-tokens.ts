import { sayList, thousands } from "../../text.ts";
import { type TokenCount, tokenEncoding } from "../../tokens.ts";
import { type Rule, severity } from "../rule.ts";
import { promptSeverity } from "../text/prompt.ts";

export const promptTokensGrew: Rule = {
  id: "PROMPT_TOKENS_GREW",
  purpose: "Every request carries clearly more tokens than before: a fifth and fifty at least.",
  incident: "A prompt grew by half in one pull request; the bill showed it a month later.",
  judge({ tokens: { before, after } }) {
    const grown = after.total - before.total;
    if (grown < 50 || grown < before.total * 0.2) return [];
    const percent = before.total === 0 ? "" : ` (+${Math.round((grown / before.total) * 100)} %)`;
    return [
      {
        path: [],
        message: `every request carries ${thousands(after.total)} tokens of contract instead of ${thousands(before.total)}${percent}: ${sayParts(before, after)} (${tokenEncoding})`,
        severity: severity("safe", "dangerous", "safe"),
        claims: [],
        about: [String(doublings(grown))],
      },
    ];
  },
};

/**
 * Who accepted some growth has accepted a little more of it, not twice as much: with exact numbers each later word
 * would end the waiver.
 */
function doublings(tokens: number): number {
  return Math.floor(Math.log2(tokens));
}

export const promptShareOfBudget: Rule = {
  id: "PROMPT_SHARE_OF_BUDGET",
  purpose:
    "Prompt and tools take a quarter, half or all of the tokens of a run, and took less before: each step sends them again.",
  incident: "The prompt grew, the budget did not: runs ended with budget_exceeded after the first tool call.",
  judge(comparison) {
    const { before, after, tokens } = comparison;
    const [had, has] = [before.budgets.max_tokens, after.budgets.max_tokens];
    if (has === null || has === 0) return [];
    const share = tokens.after.total / has;
    const step = steps.find((limit) => share >= limit);
    const was = had === null || had === 0 ? 0 : tokens.before.total / had;
    if (step === undefined || was >= step) return [];
    const room = Math.floor(has / Math.max(1, tokens.after.total));
    const fits =
      room === 0
        ? "not even one request fits"
        : `a run has room for ${room} ${room === 1 ? "request" : "requests"}, and for nothing that is said in them`;
    const since = had === null ? "" : `, and was ${percent(was)}`;
    return [
      {
        path: ["budgets", "max_tokens"],
        message: `what every request carries (${thousands(tokens.after.total)} tokens, ${tokenEncoding}) is ${percent(share)} of max_tokens ${thousands(has)}${since}: ${fits}`,
        severity: promptSeverity(comparison, room === 0 ? "breaking" : "dangerous", "safe"),
        claims: [],
        wayOut: "raise max_tokens, or shorten the prompt and the definitions of the tools",
        about: [String(step), room === 0 ? "no request fits" : ""],
      },
    ];
  },
};

/** From half on a tool call and its answer do not fit into one run. */
const steps = [1, 0.5, 0.25];

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `tools 300 → 900`: the parts that changed. */
function sayParts(before: TokenCount, after: TokenCount): string {
  const parts = (["system", "messages", "tools"] as const).filter((part) => before[part] !== after[part]);
  return sayList(parts.map((part) => `${part} ${thousands(before[part])} → ${thousands(after[part])}`));
}
