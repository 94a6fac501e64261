import { isJsonObject, type Json, type JsonObject } from "../../json.ts";

/** The rest of a schema: what is said of a value, and not about it. */
export function unsaid(schema: JsonObject, keywords: readonly string[]): JsonObject {
  const refers = JSON.stringify(schema).includes('"$ref"') || JSON.stringify(schema).includes('"$dynamicRef"');
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword]) => !keywords.includes(keyword) && !notes.has(keyword) && (refers || !definitions.has(keyword)),
    ),
  );
}

const notes = new Set([
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "$comment",
  "$schema",
  "$id",
  "propertyOrdering",
]);
const definitions = new Set(["$defs", "definitions"]);

/** `true`, or an object that demands nothing of a value. */
export function isAnything(schema: Json): boolean {
  return schema === true || (isJsonObject(schema) && Object.keys(unsaid(schema, [])).length === 0);
}
