import { sayPath } from "../../place.ts";
import type { Change } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const otherChanged: Rule = {
  id: "OTHER_CHANGED",
  purpose: "Something changed that no other rule understands: not proven safe is dangerous.",
  incident: "A change that a differ has no rule for was shown as no change.",
  judge({ changes }) {
    return changes.map((change) => ({
      path: change.path,
      message: `${sayPath(change.path)} ${say(change)}`,
      severity: severity("dangerous", "dangerous", "dangerous"),
      claims: [change],
    }));
  },
};

function say(change: Change): string {
  switch (change.kind) {
    case "added":
      return `is new: ${clip(change.after)}`;
    case "removed":
      return `is gone: ${clip(change.before)}`;
    case "changed":
    case "renamed":
    case "edited":
      return `went from ${clip(change.before)} to ${clip(change.after)}`;
    case "reordered":
      return `has another order: ${change.after.join(", ")}`;
  }
}

function clip(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
