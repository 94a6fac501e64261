import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import { nearest } from "../nearest.ts";
import type { Path } from "../place.ts";

/** What a JSON Schema of ours says about the part at a path, in the form that the part takes; `{}` is nothing. */
export function nodeAt(schema: JsonObject, path: Path, document: Json): JsonObject {
  let node = resolved(schema, schema);
  for (const [depth, step] of path.entries()) {
    node = child(formOf(schema, node, partAt(document, path.slice(0, depth))), step);
    node = resolved(schema, node);
  }
  return node;
}

/** The forms that a part may take; one, for most. */
export function formsOf(schema: JsonObject, node: JsonObject): readonly JsonObject[] {
  const { anyOf } = node;
  if (!isJsonArray(anyOf)) return [node];
  return anyOf.flatMap((form) => (isJsonObject(form) ? formsOf(schema, resolved(schema, form)) : []));
}

export function isScalar(value: Json | undefined): boolean {
  return value !== undefined && !isJsonArray(value) && !isJsonObject(value);
}

/** The form that was meant, as far as the value shows: of its type, and with most of its keys or nearly so. */
export function formOf(schema: JsonObject, node: JsonObject, value: Json | undefined): JsonObject {
  const forms = formsOf(schema, node);
  if (forms.length === 1) return forms[0] ?? node;
  const keys = isJsonObject(value) ? Object.keys(value).slice(0, 20) : [];
  const scored = forms
    .filter((form) => value === undefined || isOfType(form, value))
    .map((form) => ({ form, score: likeness(keys, keysOf(form)) }));
  return scored.toSorted((left, right) => right.score - left.score)[0]?.form ?? node;
}

function likeness(written: readonly string[], known: readonly string[]): number {
  const points = written.map((key) => (known.includes(key) ? 2 : nearest(key, known) === null ? 0 : 1));
  return points.reduce((sum: number, point) => sum + point, 0);
}

/** The keys that a mapping may have; none where any may stand. */
export function keysOf({ properties, propertyNames }: JsonObject): readonly string[] {
  if (isJsonObject(properties)) return Object.keys(properties);
  const names = isJsonObject(propertyNames) ? propertyNames["enum"] : undefined;
  return isJsonArray(names) ? names.filter((name) => typeof name === "string") : [];
}

export function isOfType({ type, enum: values, const: only }: JsonObject, value: Json): boolean {
  if (isJsonArray(values)) return values.some((one) => typeof one === typeof value);
  if (only !== undefined) return typeof only === typeof value;
  return (
    type === undefined ||
    [type].flat().some((one) => one === typeOf(value) || (one === "integer" && typeof value === "number"))
  );
}

/** Where a key is known below a part: the nearest place, as a path in which `*` is any item. */
export function placeOfKey(schema: JsonObject, node: JsonObject, key: string): readonly string[] | null {
  const known = placesBelow.get(node) ?? findPlaces(schema, node);
  placesBelow.set(node, known);
  return known.get(key) ?? null;
}

// A file with one unknown key often has a hundred.
const placesBelow = new WeakMap<JsonObject, ReadonlyMap<string, readonly string[]>>();

function findPlaces(schema: JsonObject, node: JsonObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let level: readonly Spot[] = [{ node, path: [] }];
  for (let depth = 0; depth < 3; depth += 1) {
    const inside = level.flatMap((spot) => insideOf(schema, spot));
    // A task before the defaults of tasks: an item is what a list is about.
    level = inside.toSorted((left, right) => Number(isItem(right)) - Number(isItem(left)));
    for (const { node: here, path } of level) {
      const keys = formsOf(schema, here).flatMap(keysOf);
      for (const key of keys) if (!found.has(key)) found.set(key, path);
    }
  }
  return found;
}

interface Spot {
  readonly node: JsonObject;
  readonly path: readonly string[];
}

/** The fields of a mapping; of a list among them, its items. */
function insideOf(schema: JsonObject, { node, path }: Spot): readonly Spot[] {
  return formsOf(schema, node)
    .flatMap((form) =>
      keysOf(form).map((step) => ({ node: resolved(schema, child(form, step)), path: [...path, step] })),
    )
    .flatMap((spot) => [
      spot,
      ...formsOf(schema, spot.node).flatMap(({ items }) =>
        isJsonObject(items) ? [{ node: resolved(schema, items), path: [...spot.path, "*"] }] : [],
      ),
    ]);
}

function isItem({ path }: Spot): boolean {
  return path.at(-1) === "*";
}

function child(
  { properties, additionalProperties, items, prefixItems }: JsonObject,
  step: string | number,
): JsonObject {
  const own = isJsonObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const first = isJsonArray(prefixItems) ? prefixItems[Number(step)] : undefined;
  const inner = typeof step === "number" ? (first ?? items) : (own ?? additionalProperties);
  return isJsonObject(inner) ? inner : {};
}

/** What stands in `$defs` is read where it is referred to, beside what is said there. */
function resolved(schema: JsonObject, node: JsonObject): JsonObject {
  const { $ref, ...own } = node;
  if (typeof $ref !== "string" || !isJsonObject(schema["$defs"])) return node;
  const shared = schema["$defs"][$ref.replace("#/$defs/", "")];
  return isJsonObject(shared) ? { ...shared, ...own } : node;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return isJsonArray(value) ? "array" : typeof value;
}
