import { thousands } from "../../text.ts";
import { type Rule, severity } from "../rule.ts";

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
        message: `every request carries ${thousands(after.total)} tokens of contract instead of ${thousands(before.total)}${percent}`,
        severity: severity("safe", "dangerous", "safe"),
        claims: [],
      },
    ];
  },
};
