import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { mapSchema } from "./walk.ts";

/** The order of `required` says nothing: it is sorted, so that it cannot change a digest. */
export function schemaMeaning(schema: JsonObject): JsonObject {
  return mapSchema(schema, sortRequired) as JsonObject;
}

/**
 * In a schema that the model *writes*, the order of properties is the order of generation: an answer
 * written before its reasoning is another answer. Canonical JSON forgets the order of keys, so it is
 * kept beside them as `propertyOrdering` (Gemini's name for it).
 */
export function outputSchemaMeaning(schema: JsonObject): JsonObject {
  return mapSchema(schema, (part) => keepOrdering(sortRequired(part))) as JsonObject;
}

function sortRequired(schema: JsonObject): JsonObject {
  const required: Json | undefined = schema["required"];
  return isJsonArray(required) ? { ...schema, required: required.toSorted() } : schema;
}

function keepOrdering(schema: JsonObject): JsonObject {
  const properties = schema["properties"];
  if (!isJsonObject(properties) || schema["propertyOrdering"] !== undefined) return schema;
  const names = Object.keys(properties);
  return names.length < 2 ? schema : { ...schema, propertyOrdering: names };
}
