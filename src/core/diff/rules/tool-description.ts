import type { Path } from "../../place.ts";
import { someOf } from "../../text.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { type DescriptionChange, descriptionChanges } from "../text/descriptions.ts";
import { aboutWords, promptSeverity } from "../text/prompt.ts";
import { sayTheSame } from "../text/tokens.ts";
import { changedWords, inLines } from "../words.ts";

export const toolDescriptionCosmetic: Rule = {
  id: "TOOL_DESC_COSMETIC",
  purpose: "What the model is told about a tool or a field has the same words: other white space, case or punctuation.",
  incident: "Two hundred refolded descriptions hid the one that had become another.",
  judge({ changes }) {
    const same = descriptionChanges(changes).filter(
      ({ before, after }) => before !== "" && after !== "" && sayTheSame(before, after),
    );
    return groups(same).map((group) => ({
      ...row(group, "the same words with other white space, case or punctuation"),
      severity: severity("safe", "safe", "safe"),
      words: [],
    }));
  },
};

export const toolDescriptionChanged: Rule = {
  id: "TOOL_DESC_CHANGED",
  purpose: "What the model is told about a tool has other words.",
  incident:
    "More than half of all real edits of tool definitions touch only their words, and every API differ throws them away.",
  judge: (comparison) => reworded(comparison, ({ isTool }) => isTool),
};

export const parameterDescriptionChanged: Rule = {
  id: "PARAM_DESC_CHANGED",
  purpose: "What the model is told about a parameter or about a field of the answer has other words.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge: (comparison) => reworded(comparison, ({ isTool }) => !isTool),
};

function reworded(comparison: Comparison, isOurs: (change: DescriptionChange) => boolean): readonly Judgement[] {
  const level = promptSeverity(comparison, "dangerous", "safe");
  return groups(descriptionChanges(comparison.changes).filter(isOurs)).map((group) => ({
    ...row(group, "other words"),
    severity: level,
  }));
}

/** Descriptions that are told in one row. */
interface Group {
  readonly path: Path;
  readonly changes: readonly DescriptionChange[];
}

/** The fields of one tool together; and a whole row of tools together, where many changed. */
function groups(changes: readonly DescriptionChange[]): readonly Group[] {
  const byOwner = new Map<string, DescriptionChange[]>();
  for (const change of changes) {
    const key = JSON.stringify(change.change.path.slice(0, 2));
    byOwner.set(key, [...(byOwner.get(key) ?? []), change]);
  }
  if (byOwner.size > mostRows) return [{ path: ["tools"], changes }];
  return [...byOwner.values()].map((own) => {
    const [first] = own;
    const path = first?.change.path ?? [];
    return { path: own.length === 1 ? path : path.slice(0, 2), changes: own };
  });
}

const mostRows = 8;

function row({ path, changes }: Group, otherwise: string): Omit<Judgement, "severity"> {
  return {
    path,
    message: sayGroup(changes, otherwise),
    claims: changes.map(({ change }) => change),
    words: inLines(changes.map(({ before, after }) => changedWords(before, after))),
    about: changes.flatMap(({ described, before, after }) => [described, ...aboutWords(before, after)]),
  };
}

function sayGroup(changes: readonly DescriptionChange[], otherwise: string): string {
  const what = changes.every(({ after }) => after === "")
    ? "gone"
    : changes.every(({ before }) => before === "")
      ? "new"
      : otherwise;
  const isOne = changes.length === 1;
  const verb = what === otherwise ? (isOne ? "has" : "have") : isOne ? "is" : "are";
  return `the ${isOne ? "description" : "descriptions"} of ${someOf(
    changes.map(({ described }) => described),
    8,
  )} ${verb} ${what}`;
}
