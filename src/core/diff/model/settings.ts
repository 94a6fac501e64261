import { shortJson } from "../../text.ts";
import { valuesOf } from "../about.ts";
import { type Change, isAt } from "../change.ts";
import type { Comparison, Judgement } from "../rule.ts";
import type { Severity } from "../../severity.ts";

/** The facts about some settings of the model that nobody claimed yet. */
export function settingChanges({ changes }: Comparison, ...settings: readonly string[]): readonly Change[] {
  return changes.filter(({ path }) => settings.some((setting) => isAt(path, ["model", setting])));
}

/** One row about settings that do one thing together. */
export function settingsRow(changes: readonly Change[], message: string, level: Severity): readonly Judgement[] {
  const [first] = changes;
  if (first === undefined) return [];
  return [
    {
      path: changes.length === 1 ? first.path : ["model"],
      message,
      severity: level,
      claims: changes,
      about: changes.flatMap((change) => [change.path.join("."), ...valuesOf(change)]),
    },
  ];
}

/** `temperature goes from 0.2 to 0.7`. */
export function saySetting(change: Change): string {
  const name = change.path.slice(1).join(".");
  switch (change.kind) {
    case "added":
      return `${name} is ${shortJson(change.after)}, and was left to the provider`;
    case "removed":
      return `${name} is left to the provider, and was ${shortJson(change.before)}`;
    default:
      return "before" in change ? `${name} goes from ${shortJson(change.before)} to ${shortJson(change.after)}` : name;
  }
}
