import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";
import { changedWords } from "../words.ts";

export const toolDescriptionChanged: Rule = {
  id: "TOOL_DESC_CHANGED",
  purpose: "What the model is told about a tool has other words.",
  incident:
    "More than half of all real edits of tool definitions touch only their words, and every API differ throws them away.",
  judge({ changes }) {
    return changes.flatMap((change) =>
      change.kind === "changed" && isExactly(change.path, ["tools", "*", "description"])
        ? {
            path: change.path,
            message: `the description of ${String(change.path[1])} has other words`,
            severity: severity("safe", "dangerous", "safe"),
            claims: [change],
            words: changedWords(String(change.before), String(change.after)),
          }
        : [],
    );
  },
};

export const parameterDescriptionChanged: Rule = {
  id: "PARAM_DESC_CHANGED",
  purpose: "What the model is told about a parameter has other words.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge({ changes }) {
    return changes.flatMap((change) => {
      const [, tool, , , parameter] = change.path;
      if (
        change.kind !== "changed" ||
        !isExactly(change.path, ["tools", "*", "input", "properties", "*", "description"])
      )
        return [];
      return {
        path: change.path,
        message: `the description of ${String(tool)}.${String(parameter)} has other words`,
        severity: severity("safe", "dangerous", "safe"),
        claims: [change],
        words: changedWords(String(change.before), String(change.after)),
      };
    });
  },
};
