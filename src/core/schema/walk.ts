import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";

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

/** The declared properties of an object schema, in the order of the file. */
export function propertiesOf(schema: Json | undefined): JsonObject {
  if (!isJsonObject(schema) || !isJsonObject(schema["properties"])) return {};
  return schema["properties"];
}

export function requiredOf(schema: Json | undefined): readonly string[] {
  if (!isJsonObject(schema) || !isJsonArray(schema["required"])) return [];
  return schema["required"].filter((name) => typeof name === "string");
}
