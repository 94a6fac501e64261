import { thousands } from "../../text.ts";
import type { ContractRule } from "../rule.ts";
import { aboutTokens, sayAbout, staticSize } from "../size.ts";

export const promptOverBudget: ContractRule = {
  id: "PROMPT_OVER_BUDGET",
  level: "warning",
  purpose: "The budget of tokens holds more than the prompt: every step sends prompt and tools again.",
  remedy: "Raise `budgets.max_tokens`, or shorten the prompt and the definitions of the tools.",
  judge({ contract }) {
    const { max_tokens, max_steps } = contract.budgets;
    if (max_tokens === null) return [];
    const tokens = aboutTokens(staticSize(contract));
    // A call and the answer to it are two steps.
    const needed = contract.tools.length === 0 || max_steps === 1 ? 1 : 2;
    if (tokens * needed <= max_tokens) return [];
    const fits = tokens > max_tokens ? "not even one step fits" : "one step fits, and none after a tool call";
    return [
      {
        path: ["budgets", "max_tokens"],
        message: `every step sends ${sayAbout(tokens)} tokens of prompt and tools, and a run may use ${thousands(max_tokens)}: ${fits}`,
        hint: "resent text counts: raise max_tokens, or shorten the prompt",
      },
    ];
  },
};
