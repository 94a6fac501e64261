import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import type { Edit } from "./text/edits.ts";

/** A fact about two bundles, without an opinion. Items of named lists are addressed by their names. */
export type Change =
  | { readonly kind: "added"; readonly path: Path; readonly after: Json }
  | { readonly kind: "removed"; readonly path: Path; readonly before: Json }
  | { readonly kind: "changed"; readonly path: Path; readonly before: Json; readonly after: Json }
  /** A tool under another name. What else changed in it is compared under the new name. */
  | { readonly kind: "renamed"; readonly path: Path; readonly before: string; readonly after: string }
  /** The same named items in another order. */
  | {
      readonly kind: "reordered";
      readonly path: Path;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  /** A stretch of a text that the model reads. */
  | TextChange;

export type TextChange = { readonly kind: "edited"; readonly path: Path } & Edit;

/** The path fits the pattern from its beginning; `*` is any step. */
export function isAt(path: Path, pattern: readonly string[]): boolean {
  return pattern.length <= path.length && pattern.every((step, index) => step === "*" || step === path[index]);
}

/** The path fits the whole pattern. */
export function isExactly(path: Path, pattern: readonly string[]): boolean {
  return path.length === pattern.length && isAt(path, pattern);
}
