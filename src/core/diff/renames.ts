import { type Change, isExactly } from "./change.ts";
import type { Comparison } from "./rule.ts";
import { nameFollowed } from "./text/renamed.ts";

export type Rename = Change & { readonly kind: "renamed" };

export function renamesIn({ changes }: Comparison): readonly Rename[] {
  return changes.filter((change) => change.kind === "renamed");
}

/** What only follows the new name, in the rest of the contract: one cause, one finding. */
export function followers(change: Rename, { changes, renames }: Comparison): readonly Change[] {
  return [...echoesOf(change, changes), ...textsThatFollow(change, changes, renames)];
}

/** The rest of the contract following the new name: one cause, one finding. */
function echoesOf({ before, after }: Rename, changes: readonly Change[]): readonly Change[] {
  const followed = new Set([before, after]);
  return changes.filter((change) => {
    const { path } = change;
    const [section, , field, name] = path;
    if (isExactly(path, ["guardrails", "*", "tool"]))
      return change.kind === "changed" && change.before === before && change.after === after;
    const isEntry =
      (section === "guardrails" && field === "unless_called" && path.length === 4) ||
      isExactly(path, ["budgets", "max_calls_per_tool", "*"]);
    const entry = String(section === "guardrails" ? name : field);
    return isEntry && followed.has(entry) && hasTwin(change, changes);
  });
}

/** Texts in which the new name took the place of the old one, and nothing else changed. */
function textsThatFollow(
  { before: old }: Rename,
  changes: readonly Change[],
  renames: ReadonlyMap<string, string>,
): readonly Change[] {
  return changes.filter((change) => {
    const isText = change.kind === "edited" || (change.kind === "changed" && change.path.at(-1) === "description");
    if (!isText || typeof change.before !== "string" || typeof change.after !== "string") return false;
    return nameFollowed(change.before, change.after, renames) === old;
  });
}

/** The old name went and the new one came at the same place, with the same value. */
function hasTwin(change: Change, changes: readonly Change[]): boolean {
  const place = change.path.slice(0, -1).join("/");
  return changes.some(
    (other) =>
      other !== change &&
      other.path.slice(0, -1).join("/") === place &&
      ((change.kind === "removed" &&
        other.kind === "added" &&
        (typeof change.before === "string" || change.before === other.after)) ||
        (change.kind === "added" &&
          other.kind === "removed" &&
          (typeof change.after === "string" || change.after === other.before))),
  );
}
