import { nameChange } from "./tool-actions.ts";
import { likeness, shareNothing, type Traits } from "./tool-likeness.ts";

/** The same change of the beginning or of the end of names: `github_` → `gh_`. */
export interface Affix {
  readonly at: "prefix" | "suffix";
  readonly from: string;
  readonly to: string;
}

/**
 * Tools whose names changed in the same way as those of others: two at least, and each like the one that it became.
 *
 * @returns pairs of old and new names
 */
export function pairsByAffix(
  removed: readonly Traits[],
  added: readonly Traits[],
): readonly (readonly [from: string, to: string])[] {
  const groups = new Map<string, (readonly [Traits, Traits])[]>();
  for (const [old, now] of candidates(removed, added)) {
    if (shareNothing(old, now) || likeness(old, now) < alike || nameChange(old.words, now.words) === "another")
      continue;
    for (const affix of affixes(old.words, now.words)) {
      const key = JSON.stringify(affix);
      groups.set(key, [...(groups.get(key) ?? []), [old, now]]);
    }
  }
  const [left, right] = [new Set<string>(), new Set<string>()];
  const ranked = [...groups.values()].toSorted((one, other) => other.length - one.length);
  return ranked.flatMap((group) => {
    const open = group.filter(([old, now]) => !left.has(old.tool.name) && !right.has(now.tool.name));
    if (open.length < 2 || isContested(open, ranked, group)) return [];
    for (const [old, now] of open) {
      left.add(old.tool.name);
      right.add(now.tool.name);
    }
    return open.map(([old, now]) => [old.tool.name, now.tool.name] as const);
  });
}

/** Arguments and words together; the name itself counts for a third. */
const alike = 0.5;

/** Names that share a first or a last word: all others cannot differ in an affix. */
function candidates(removed: readonly Traits[], added: readonly Traits[]): readonly (readonly [Traits, Traits])[] {
  const byWord = new Map<string, Traits[]>();
  for (const now of added) {
    for (const key of ends(now)) byWord.set(key, [...(byWord.get(key) ?? []), now]);
  }
  return removed.flatMap((old) => {
    const near = new Set(ends(old).flatMap((key) => byWord.get(key) ?? []));
    return [...near].map((now) => [old, now] as const);
  });
}

function ends({ words }: Traits): readonly string[] {
  return [`^${words[0] ?? ""}`, `${words.at(-1) ?? ""}$`];
}

/** Another group of the same size wants one of the same tools. */
function isContested(
  open: readonly (readonly [Traits, Traits])[],
  groups: readonly (readonly (readonly [Traits, Traits])[])[],
  own: readonly (readonly [Traits, Traits])[],
): boolean {
  return groups.some(
    (other) =>
      other !== own &&
      other.length >= own.length &&
      other.some(([old, now]) => open.some(([was, is]) => (was === old) !== (is === now))),
  );
}

/** The ways in which one name becomes the other by its beginning or its end alone. */
export function affixes(before: readonly string[], after: readonly string[]): readonly Affix[] {
  const end = sharedLength(before.toReversed(), after.toReversed());
  const start = sharedLength(before, after);
  const cut = (words: readonly string[], from: number, to: number): string => words.slice(from, to).join("_");
  return [
    ...(end === 0
      ? []
      : [{ at: "prefix" as const, from: cut(before, 0, before.length - end), to: cut(after, 0, after.length - end) }]),
    ...(start === 0
      ? []
      : [{ at: "suffix" as const, from: cut(before, start, before.length), to: cut(after, start, after.length) }]),
  ];
}

function sharedLength(left: readonly string[], right: readonly string[]): number {
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at += 1;
  return at;
}
