import { type Judgement, type Rule, severity } from "../rule.ts";
import type { Comparison } from "../rule.ts";
import { type DescriptionChange, descriptionChanges } from "../text/descriptions.ts";
import { aboutWords, promptSeverity } from "../text/prompt.ts";
import { sayTheSame } from "../text/tokens.ts";
import { changedWords } from "../words.ts";

export const toolDescriptionCosmetic: Rule = {
  id: "TOOL_DESC_COSMETIC",
  purpose: "What the model is told about a tool or a field has the same words: other white space, case or punctuation.",
  incident: "Two hundred refolded descriptions hid the one that had become another.",
  judge({ changes }) {
    return descriptionChanges(changes)
      .filter(({ before, after }) => before !== "" && after !== "" && sayTheSame(before, after))
      .map(({ change, described }) => ({
        path: change.path,
        message: `the description of ${described} has the same words with other white space, case or punctuation`,
        severity: severity("safe", "safe", "safe"),
        claims: [change],
      }));
  },
};

export const toolDescriptionChanged: Rule = {
  id: "TOOL_DESC_CHANGED",
  purpose: "What the model is told about a tool has other words.",
  incident:
    "More than half of all real edits of tool definitions touch only their words, and every API differ throws them away.",
  judge(comparison) {
    return descriptionChanges(comparison.changes)
      .filter(({ isTool }) => isTool)
      .map((change) => row(change, comparison));
  },
};

export const parameterDescriptionChanged: Rule = {
  id: "PARAM_DESC_CHANGED",
  purpose: "What the model is told about a parameter or about a field of the answer has other words.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge(comparison) {
    return descriptionChanges(comparison.changes)
      .filter(({ isTool }) => !isTool)
      .map((change) => row(change, comparison));
  },
};

function row({ change, described, before, after }: DescriptionChange, comparison: Comparison): Judgement {
  return {
    path: change.path,
    message: `the description of ${described} ${after === "" ? "is gone" : before === "" ? "is new" : "has other words"}`,
    severity: promptSeverity(comparison, "dangerous", "safe"),
    claims: [change],
    words: changedWords(before, after),
    about: aboutWords(before, after),
  };
}
