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
export function schemaParts(schema: Json, path: Path = [], depth = 0): readonly SchemaPart[] {
  if (!isJsonObject(schema)) return [];
  const inner = Object.entries(schema).flatMap(([keyword, value]): readonly SchemaPart[] => {
    const at = [...path, keyword];
    if (mapOfSchemas.has(keyword) && isJsonObject(value)) {
      const below = keyword === "properties" ? depth + 1 : depth;
      return Object.entries(value).flatMap(([name, item]) => schemaParts(item, [...at, name], below));
    }
    if (listOfSchemas.has(keyword) && isJsonArray(value)) {
      return value.flatMap((item, index) => schemaParts(item, [...at, index], depth));
    }
    return oneSchema.has(keyword) ? schemaParts(value, at, depth) : [];
  });
  return [{ path, schema, depth }, ...inner];
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
