import { severityLevels } from "../severity.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { type Fault, findingOf, type RuleCard } from "../rule.ts";
import { sayList } from "../text.ts";
import type { YamlFile } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import type { Severities } from "./severities.ts";

/** It knows every rule, and every rule is in the catalogue: so the lint asks it, beside the tables. */
export const severityUnknown: RuleCard = {
  id: "SEVERITY_UNKNOWN",
  level: "error",
  purpose: "`severities` weighs rules that exist, in the words of their kind: any other line there changes nothing.",
  remedy: "Write the id of a rule as `promptctl explain` lists it, and a level that this rule can have.",
};

/** What can be done with a rule: a rule of `check`, one that holds as it is, or one of `diff`. */
export type Weighable = "advice" | "law" | "change";

export function judgeSeverities(
  severities: Severities,
  rules: ReadonlyMap<string, Weighable>,
  settings: YamlFile,
): readonly Finding[] {
  const subject = subjectOf(settings, null);
  return Object.entries(severities).flatMap(([id, level]) => {
    const problem = problemOf(id, level, rules);
    return problem === null
      ? []
      : [findingOf(severityUnknown, { path: ["severities", id], ...problem, about: [level] }, subject)];
  });
}

function problemOf(
  id: string,
  level: string,
  rules: ReadonlyMap<string, Weighable>,
): Pick<Fault, "message" | "hint"> | null {
  switch (rules.get(id)) {
    case undefined:
      return {
        message: `there is no rule ${id}, so this changes nothing`,
        hint: didYouMean(id, [...rules.keys()]) ?? "`promptctl explain` lists every rule",
      };
    case "law":
      return {
        message: `${id} is a law: nothing can be built or run against it, so it keeps its level`,
        hint: "take this line out, and mend what the rule speaks of",
      };
    case "change":
      return levelOf(id, level, "diff", ["off", ...severityLevels]);
    case "advice":
      return levelOf(id, level, "check", ["off", "note", "warning", "error"]);
  }
}

function levelOf(
  id: string,
  level: string,
  command: string,
  levels: readonly string[],
): Pick<Fault, "message" | "hint"> | null {
  if (levels.includes(level)) return null;
  return {
    message: `${id} is a rule of \`promptctl ${command}\`, and ${level} is no level of those`,
    hint: `write ${sayList(levels, "or")}`,
  };
}
