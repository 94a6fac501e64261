import { toolNamed } from "../contract/contract.ts";
import { sayList } from "../text.ts";
import type { Comparison } from "./rule.ts";

/** What became of a tool that is not there any more: `renames issue_refund to refund`, for a sentence about this change. */
export function sayFate(name: string, { before, renames, folds }: Comparison): string {
  const own = toolNamed(before, name)?.name ?? name;
  const target = renames.get(own);
  if (target !== undefined) return `renames ${name} to ${target}`;
  const folded = folds.find(({ kind, many }) => kind === "folded" && many.includes(own));
  if (folded !== undefined) return `folds ${name} into ${folded.one}`;
  const split = folds.find(({ kind, one, isKept }) => kind === "split" && one === own && !isKept);
  return split === undefined ? `takes ${name} away` : `splits ${name} into ${sayList(split.many)}`;
}
