import { isJsonArray, isJsonObject, type JsonObject } from "../json.ts";
import { mapSchema, propertiesOf } from "../schema/walk.ts";

/**
 * The schema of a tool's arguments as providers take it. Arguments are always one object, so saying so
 * changes nothing; without it OpenAI answers "object schema missing properties".
 */
export function argumentsSchema(input: JsonObject): JsonObject {
  return orderedSchema({ type: "object", properties: {}, ...input });
}

/**
 * Properties in the order in which they are to be written. A bundle keeps that order as
 * `propertyOrdering`, which only Gemini knows; the others go by the order of the keys.
 */
export function orderedSchema(schema: JsonObject, ordering: "drop" | "keep" = "drop"): JsonObject {
  return mapSchema(schema, (part) => {
    const { propertyOrdering, ...rest } = part;
    if (!isJsonArray(propertyOrdering) || !isJsonObject(part["properties"])) return part;
    const properties = propertiesOf(part);
    const first = propertyOrdering.filter((name) => typeof name === "string" && Object.hasOwn(properties, name));
    const names = [...new Set([...first.map(String), ...Object.keys(properties)])];
    const ordered = Object.fromEntries(names.flatMap((name) => pick(properties, name)));
    return { ...(ordering === "keep" ? part : rest), properties: ordered };
  }) as JsonObject;
}

function pick(properties: JsonObject, name: string): readonly [string, JsonObject[string]][] {
  const value = properties[name];
  return value === undefined ? [] : [[name, value]];
}
