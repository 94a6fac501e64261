import type { Fault } from "../../rule.ts";
import { patternProblem } from "../../schema/pattern.ts";
import { expectedTexts } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenRegexInvalid: GoldenRule = {
  id: "GOLDEN_REGEX_INVALID",
  level: "law",
  purpose: "A check by `regex` is a regular expression of JavaScript, read as Unicode.",
  remedy: "Mend the expression. In YAML, single quotes keep a backslash what it is: '\\d+'.",
  judge({ task }) {
    return expectedTexts(task).flatMap(({ check, path }) =>
      (["regex", "not-regex"] as const).flatMap((name): readonly Fault[] => {
        const source = check[name];
        const problem = source === undefined ? null : patternProblem(source);
        if (source === undefined || problem === null) return [];
        const message = `the task ${task.id}: ${source} is no regular expression (${problem.toLowerCase()})`;
        return [{ path: [...path, name], message, hint: flagsHint(source) }];
      }),
    );
  },
};

/** What other languages write in front of an expression. */
function flagsHint(source: string): string {
  return /^\(\?[a-z]+\)/.test(source)
    ? "flags cannot be set here: write [Rr]efund, or `icontains`"
    : "see developer.mozilla.org/docs/Web/JavaScript/Guide/Regular_expressions; \\ makes a special character a plain one";
}
