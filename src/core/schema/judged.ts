import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { mayBeSlow } from "./pattern.ts";
import { isPlainSchema } from "./plain.ts";
import { schemaFaults } from "./validate.ts";
import { schemaParts } from "./walk.ts";

/**
 * What is wrong with a value, one sentence per fault; `null` where a schema of strangers cannot be asked: one of
 * its patterns might never come back, or one of its references leads nowhere.
 */
export function judgedFaults(schema: JsonObject, value: Json): readonly string[] | null {
  if (!isPlainSchema(schema) && schemaParts(schema).some(({ schema: part }) => patternsOf(part).some(mayBeSlow)))
    return null;
  try {
    return schemaFaults(schema, value);
  } catch {
    return null;
  }
}

/** The regular expressions that a schema itself holds, without those of the schemas in it. */
export function patternsOf({ pattern, patternProperties: names = null }: JsonObject): readonly string[] {
  return [...(typeof pattern === "string" ? [pattern] : []), ...(isJsonObject(names) ? Object.keys(names) : [])];
}
