import { type JsonObject, partAt } from "../../json.ts";
import type { Path } from "../../place.ts";
import type { Patch, SchemaEdit } from "./edit.ts";
import { portable, startsWith, withKeywords } from "./patch.ts";
import type { View } from "./view.ts";

/** Two schemas of one thing, and the documents that they stand in. */
export interface Pair {
  readonly place: string;
  readonly left: View;
  readonly right: View;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Pairs that were looked at: what is referred to twice changed once. */
  readonly seen: Set<string>;
  /** What both sides refer to is the same: what is written alike then means the same. */
  readonly areDefinitionsSame: boolean;
}

type Where = Pick<SchemaEdit, "place" | "path" | "facts" | "patches">;

/** An edit of some keywords of a schema. */
export function located(pair: Pair, keywords: readonly string[]): Where {
  const { place, left, right } = pair;
  const facts = keywords.flatMap((keyword) => [
    ...[left, right].map(({ inner: at }): Path => [...at, keyword]),
    ...[left, right].map(({ outer }): Path => [...outer, keyword]),
  ]);
  return { place, path: whereSaid(right), facts, patches: patchesOf(pair, keywords) };
}

/** A definition where it is defined, and a form with what it is wrapped in. */
function whereSaid({ outer, inner }: View): Path {
  return startsWith(inner, outer) ? outer : inner;
}

function patchesOf(pair: Pair, keywords: readonly string[]): SchemaEdit["patches"] {
  const { left, right } = pair;
  if (left.isNullable !== right.isNullable || !left.isVerbatim || !right.isVerbatim) return wholePatches(pair);
  const [there, back] = [
    withKeywords(left.node, right.node, keywords, pair.after),
    withKeywords(right.node, left.node, keywords, pair.before),
  ];
  return there === null || back === null ? null : patchesWith(pair, there, back);
}

/** The schema of the one side in the place of the other's. */
export function wholePatches({ left, right, before, after }: Pair): SchemaEdit["patches"] {
  const there = portable(partAt(after, right.outer) ?? true, after);
  const back = portable(partAt(before, left.outer) ?? true, before);
  if (there === null || back === null) return null;
  return { before: { path: left.outer, node: there }, after: { path: right.outer, node: back } };
}

export function patchesWith({ left, right }: Pair, there: JsonObject, back: JsonObject): SchemaEdit["patches"] {
  return { before: patchAt(left, there), after: patchAt(right, back) };
}

function patchAt(view: View, node: JsonObject): Patch {
  if (view.isVerbatim) return { path: view.inner, node };
  return { path: view.outer, node: view.isNullable ? { anyOf: [node, { type: "null" }] } : node };
}
