import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";
import { withoutReferences } from "../../schema/words/references.ts";
import type { Patch } from "./edit.ts";

/** A document with something else at one place; `null` where there is no such place. */
export function patched(document: Json, { path, node }: Patch): Json | null {
  const [step, ...rest] = path;
  if (step === undefined) return node;
  if (isJsonArray(document)) {
    const inner = patched(document[Number(step)] ?? null, { path: rest, node });
    return inner === null ? null : document.map((item, index) => (index === Number(step) ? inner : item));
  }
  if (!isJsonObject(document) || !Object.hasOwn(document, step)) return null;
  const inner = patched(document[step] ?? null, { path: rest, node });
  return inner === null ? null : { ...document, [step]: inner };
}

/** A part of one document so that it means the same in another: what it refers to comes with it. */
export function portable(part: Json, root: JsonObject): Json | null {
  if (!JSON.stringify(part).includes('"$ref"')) return part;
  if (!isJsonObject(part)) return null;
  const { $defs = {}, definitions = {} } = root;
  const { $defs: _, definitions: __, ...whole } = withoutReferences({ ...part, $defs, definitions });
  return JSON.stringify(whole).includes('"$ref"') ? null : whole;
}

/** Some keywords of one node as they are in another. */
export function withKeywords(
  node: JsonObject,
  other: JsonObject,
  keywords: readonly string[],
  root: JsonObject,
): JsonObject | null {
  const rest = Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));
  const taken = portable(
    Object.fromEntries(Object.entries(other).filter(([keyword]) => keywords.includes(keyword))),
    root,
  );
  return isJsonObject(taken) ? { ...rest, ...taken } : null;
}

/** A path begins with another one. */
export function startsWith(path: Path, beginning: Path): boolean {
  return beginning.length <= path.length && beginning.every((step, index) => String(step) === String(path[index]));
}
