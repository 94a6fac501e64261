import { toolNamed } from "../../contract/contract.ts";
import { count } from "../../text.ts";
import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";
import { sayFate } from "../tool-fate.ts";

export const budgetDanglingTarget: Rule = {
  id: "BUDGET_DANGLING_TARGET",
  purpose: "A limit per tool names a tool that is not there, so it limits nothing.",
  incident: "A tool was renamed, its limit was not, and one question was searched for forty times.",
  judge: (comparison) => {
    const { before, after, renames, changes } = comparison;
    return Object.entries(after.budgets.max_calls_per_tool).flatMap(([name, limit]) => {
      const isInherited = Object.hasOwn(before.budgets.max_calls_per_tool, name) && toolNamed(before, name) === null;
      if (toolNamed(after, name) !== null || isInherited) return [];
      const target = renames.get(name);
      const isKnown = toolNamed(before, name) !== null;
      const fate = isKnown ? `this change ${sayFate(name, comparison)}` : `there is no tool ${name}`;
      return {
        path: ["budgets", "max_calls_per_tool", name],
        message: `the limit of ${count(limit, "call")} of ${name} limits nothing: ${fate}`,
        severity:
          target === undefined ? severity("safe", "dangerous", "safe") : severity("dangerous", "dangerous", "safe"),
        claims: changes.filter(({ path }) => isExactly(path, ["budgets", "max_calls_per_tool", name])),
        wayOut: target === undefined ? `take the limit of ${name} out` : `write ${target} in its place`,
        about: [String(limit)],
      };
    });
  },
};
