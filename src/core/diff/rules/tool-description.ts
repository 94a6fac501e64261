import { type Change, isExactly } from "../change.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import { changedWords } from "../words.ts";

export const toolDescriptionChanged: Rule = {
  id: "TOOL_DESC_CHANGED",
  purpose: "What the model is told about a tool has other words.",
  incident:
    "More than half of all real edits of tool definitions touch only their words, and every API differ throws them away.",
  judge({ changes }) {
    return changes
      .filter(({ path }) => isExactly(path, ["tools", "*", "description"]))
      .map((change) => judgement(change, String(change.path[1])));
  },
};

export const parameterDescriptionChanged: Rule = {
  id: "PARAM_DESC_CHANGED",
  purpose: "What the model is told about a parameter has other words.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge({ changes }) {
    return changes
      .filter(({ path }) => isExactly(path, ["tools", "*", "input", "properties", "*", "description"]))
      .map((change) => judgement(change, `${change.path[1]}.${change.path[4]}`));
  },
};

/** A description that was not there said nothing. */
function judgement(change: Change, described: string): Judgement {
  const before = change.kind === "added" ? "" : String(change.before);
  const after = change.kind === "removed" ? "" : String(change.after);
  return {
    path: change.path,
    message: `the description of ${described} ${after === "" ? "is gone" : before === "" ? "is new" : "has other words"}`,
    severity: severity("safe", "dangerous", "safe"),
    claims: [change],
    words: changedWords(before, after),
  };
}
