import type { Path } from "../place.ts";
import { type Change, isExactly } from "./change.ts";
import type { Comparison } from "./rule.ts";
import { nameFollowed } from "./text/renamed.ts";

export type Rename = Change & { readonly kind: "renamed" };

export function renamesIn({ changes }: Comparison): readonly Rename[] {
  return changes.filter((change) => change.kind === "renamed");
}

/** What only follows the new name, in the rest of the contract: one cause, one finding. */
export function followers(change: Rename, { changes, renames }: Comparison): readonly Change[] {
  const texts = followingTexts.get(changes) ?? textsThatFollow(changes, renames);
  followingTexts.set(changes, texts);
  return [...echoesOf(change, changes), ...(texts.get(change.before) ?? [])];
}

/** Each of a thousand renames asks about the same thousand texts. */
const followingTexts = new WeakMap<readonly Change[], ReadonlyMap<string, readonly Change[]>>();

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

/** Texts in which new names took the place of old ones, and nothing else changed: by the first old name in each. */
function textsThatFollow(
  changes: readonly Change[],
  renames: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Change[]> {
  const texts = new Map<string, Change[]>();
  for (const change of changes) {
    const isText = change.kind === "edited" || (change.kind === "changed" && change.path.at(-1) === "description");
    if (!isText || typeof change.before !== "string" || typeof change.after !== "string") continue;
    const name = nameFollowed(change.before, change.after, renames);
    if (name === null) continue;
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [change]);
    else known.push(change);
  }
  return texts;
}

/** The old name went and the new one came at the same place, with the same value. */
function hasTwin(change: Change, changes: readonly Change[]): boolean {
  return changes.some(
    (other) =>
      other !== change &&
      ((change.kind === "removed" &&
        other.kind === "added" &&
        (typeof change.before === "string" || change.before === other.after)) ||
        (change.kind === "added" &&
          other.kind === "removed" &&
          (typeof change.after === "string" || change.after === other.before))) &&
      isBeside(change.path, other.path),
  );
}

function isBeside(left: Path, right: Path): boolean {
  return left.length === right.length && left.slice(0, -1).every((step, index) => step === right[index]);
}
