import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import type { Path } from "../place.ts";
import { fragmentReference } from "./json-schema.ts";

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

/** The form that was meant, as far as the value shows: of its type, and with most of its keys. */
export function formOf(schema: JsonObject, node: JsonObject, value: Json | undefined): JsonObject {
  const keys = isJsonObject(value) ? Object.keys(value) : [];
  const scored = formsOf(schema, node)
    .filter((form) => value === undefined || isOfType(form, value))
    .map((form) => ({ form, score: keys.filter((key) => keysOf(form).includes(key)).length }));
  return scored.toSorted((left, right) => right.score - left.score)[0]?.form ?? node;
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
  let level: readonly { readonly node: JsonObject; readonly path: readonly string[] }[] = [{ node, path: [] }];
  for (let depth = 0; depth < 4 && level.length > 0; depth += 1) {
    const found = level.find(({ node: here, path }) => path.length > 0 && keysOf(here).includes(key));
    if (found !== undefined) return found.path;
    level = level
      .flatMap(({ node: here, path }) =>
        formsOf(schema, here).flatMap((form) => [
          ...keysOf(form).map((step) => ({ node: resolved(schema, child(form, step)), path: [...path, step] })),
          ...(isJsonObject(form["items"]) ? [{ node: resolved(schema, form["items"]), path: [...path, "*"] }] : []),
        ]),
      )
      .flatMap(({ node: here, path }) => formsOf(schema, here).map((form) => ({ node: form, path })));
  }
  return null;
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

function resolved(schema: JsonObject, node: JsonObject): JsonObject {
  const { $defs } = schema;
  if (node["$ref"] !== fragmentReference || !isJsonObject($defs)) return node;
  return isJsonObject($defs["fragment"]) ? $defs["fragment"] : node;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return isJsonArray(value) ? "array" : typeof value;
}
