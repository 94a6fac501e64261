import { systemText } from "../../contract/contract.ts";
import { isAt } from "../change.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { severity } from "../rule.ts";
import { changedWords } from "../words.ts";

export const promptCosmetic: Rule = {
  id: "PROMPT_COSMETIC",
  purpose: "The system text differs in white space only.",
  incident: "Refolded lines with equal words drowned the one edit that mattered.",
  judge(comparison) {
    const { before, after } = texts(comparison);
    if (before === after || squeeze(before) !== squeeze(after)) return [];
    return judgement(comparison, "the system text differs in white space only", "safe");
  },
};

export const promptReworded: Rule = {
  id: "PROMPT_REWORDED",
  purpose: "The system text has other words.",
  incident: "One innocent edit doubled the tokens and tripled the tool calls, and nobody noticed for a day.",
  judge(comparison) {
    const { before, after } = texts(comparison);
    const message =
      before === after
        ? "a piece of the system text became a template, or ceased to be one"
        : "the system text has other words";
    return judgement(comparison, message, "dangerous").map((found) => ({
      ...found,
      words: changedWords(before, after),
    }));
  },
};

function judgement({ changes }: Comparison, message: string, level: "safe" | "dangerous"): readonly Judgement[] {
  const claims = changes.filter(({ path }) => isAt(path, ["system"]));
  return claims.length === 0 ? [] : [{ path: ["system"], message, severity: severity("safe", level, "safe"), claims }];
}

function texts({ before, after }: Comparison): { before: string; after: string } {
  return { before: systemText(before), after: systemText(after) };
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
