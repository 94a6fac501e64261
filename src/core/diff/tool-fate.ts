import { toolNamed } from "../contract/contract.ts";
import { sayList } from "../text.ts";
import type { Comparison } from "./rule.ts";

/** What became of a tool that is not there any more: `renames issue_refund to refund`, for a sentence about this change. */
export function sayFate(name: string, comparison: Comparison): string {
  const { kind, heirs } = fateOf(name, comparison);
  switch (kind) {
    case "renamed":
      return `renames ${name} to ${sayList(heirs)}`;
    case "folded":
      return `folds ${name} into ${sayList(heirs)}`;
    case "split":
      return `splits ${name} into ${sayList(heirs)}`;
    case "gone":
      return `takes ${name} away`;
  }
}

/** Under which names it lives on: who accepted one new name has not accepted another one. */
export function heirsOf(name: string, comparison: Comparison): readonly string[] {
  return fateOf(name, comparison).heirs;
}

interface Fate {
  readonly kind: "renamed" | "folded" | "split" | "gone";
  readonly heirs: readonly string[];
}

function fateOf(name: string, { before, renames, folds }: Comparison): Fate {
  const own = toolNamed(before, name)?.name ?? name;
  const target = renames.get(own);
  if (target !== undefined) return { kind: "renamed", heirs: [target] };
  const folded = folds.find(({ kind, many }) => kind === "folded" && many.includes(own));
  if (folded !== undefined) return { kind: "folded", heirs: [folded.one] };
  const split = folds.find(({ kind, one, isKept }) => kind === "split" && one === own && !isKept);
  return split === undefined ? { kind: "gone", heirs: [] } : { kind: "split", heirs: split.many };
}
