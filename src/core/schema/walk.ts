import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";

/** Where JSON Schema 2020-12 (and draft-07) keep schemas inside a schema; everything else is data. */
const oneSchema = new Set([
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
  "additionalItems",
]);
const listOfSchemas = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
const mapOfSchemas = new Set(["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"]);

/**
 * Rebuilds a schema from the leaves up. Only schemas are visited: a property that happens to be called
 * `required`, or an example value, is left alone.
 */
export function mapSchema(schema: Json, visit: (schema: JsonObject) => JsonObject): Json {
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, Json] => {
    if (listOfSchemas.has(keyword) && isJsonArray(value)) return [keyword, value.map((item) => mapSchema(item, visit))];
    if (oneSchema.has(keyword)) return [keyword, mapSchema(value, visit)];
    if (mapOfSchemas.has(keyword) && isJsonObject(value)) {
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapSchema(item, visit)]))];
    }
    return [keyword, value];
  });
  return visit(Object.fromEntries(entries));
}

/** A schema inside a schema: where it stands, and how many objects it is a property inside of. */
export interface SchemaPart {
  readonly path: Path;
  readonly schema: JsonObject;
  readonly depth: number;
}

/** A schema and every schema in it, the outermost first; data such as an `enum` is left alone. */
export function schemaParts(schema: Json, path: Path = []): readonly SchemaPart[] {
  const parts: SchemaPart[] = [];
  addParts(parts, schema, path, 0);
  return parts;
}

function addParts(parts: SchemaPart[], schema: Json, path: Path, depth: number): void {
  if (!isJsonObject(schema)) return;
  parts.push({ path, schema, depth });
  for (const [keyword, value] of Object.entries(schema)) {
    if (mapOfSchemas.has(keyword) && isJsonObject(value)) {
      const below = keyword === "properties" ? depth + 1 : depth;
      for (const [name, item] of Object.entries(value)) addParts(parts, item, [...path, keyword, name], below);
    } else if (listOfSchemas.has(keyword) && isJsonArray(value)) {
      for (const [index, item] of value.entries()) addParts(parts, item, [...path, keyword, index], depth);
    } else if (oneSchema.has(keyword)) addParts(parts, value, [...path, keyword], depth);
  }
}

/** The declared properties of an object schema, in the order of the file. */
export function propertiesOf(schema: Json | undefined): JsonObject {
  if (!isJsonObject(schema) || !isJsonObject(schema["properties"])) return {};
  return schema["properties"];
}

export function requiredOf(schema: Json | undefined): readonly string[] {
  if (!isJsonObject(schema) || !isJsonArray(schema["required"])) return [];
  return schema["required"].filter((name) => typeof name === "string");
}
