import { isJsonArray, isJsonObject, type Json, sameJson } from "../../json.ts";
import { mapSchema } from "../../schema/walk.ts";
import { notes } from "./view.ts";

/** Two alternatives that are taken for the same one, with their positions. */
export type BranchPair = readonly [from: number, was: Json, to: number, is: Json];

/** Alternatives that changed, side by side; none where their numbers differ, and it is not known which is which. */
export function pairBranches(before: Json | undefined, after: Json | undefined): readonly BranchPair[] {
  const { was, is } = changedBranches(before, after);
  if (was.length !== is.length) return [];
  return was.flatMap(([from, left], index): readonly BranchPair[] => {
    const other = is[index];
    return other === undefined ? [] : [[from, left, other[0], other[1]]];
  });
}

interface Changed {
  readonly was: readonly (readonly [number, Json])[];
  readonly is: readonly (readonly [number, Json])[];
}

/** Alternatives of which the other side has none that says the same. */
export function changedBranches(before: Json | undefined, after: Json | undefined): Changed {
  const [left, right] = [listOf(before), listOf(after)];
  const taken = new Set<number>();
  const was = [...left.entries()].filter(([, branch]) => {
    // What is referred to may have changed behind the reference.
    const twin = right.findIndex((other, index) => !taken.has(index) && sameJson(branch, other) && !refers(branch));
    taken.add(twin);
    return twin < 0;
  });
  return { was, is: [...right.entries()].filter(([index]) => !taken.has(index)) };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value.map(bare) : [];
}

function bare(schema: Json): Json {
  return mapSchema(schema, (part) =>
    Object.fromEntries(Object.entries(part).filter(([keyword]) => keyword === "default" || !notes.has(keyword))),
  );
}

function refers(schema: Json): boolean {
  return isJsonObject(schema) && JSON.stringify(schema).includes('"$ref"');
}
