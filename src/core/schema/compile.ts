import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";
import { isPlainSchema } from "./plain.ts";

/**
 * What is wrong with a JSON Schema itself (draft 2020-12), or `null`. References are resolved inside
 * the schema only: nothing is ever fetched.
 *
 * @param keywords an unknown keyword says nothing, so where a schema decides (a condition) it is a fault
 */
export function schemaProblem(schema: JsonObject, keywords: "known only" | "any" = "any"): string | null {
  // Generating code for a schema costs a hundred times what reading it costs.
  if (isPlainSchema(schema)) return null;
  // What has an `$id` must not meet its namesake of another contract in one registry.
  const isAlone = !JSON.stringify(schema).includes('"$');
  const ajv = isAlone ? (shared[keywords] ??= newAjv(keywords)) : newAjv(keywords);
  try {
    ajv.compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^schema is invalid: /, "") : String(error);
  } finally {
    ajv.removeSchema(schema);
  }
}

const shared: Partial<Record<"known only" | "any", Ajv2020>> = {};

function newAjv(keywords: "known only" | "any"): Ajv2020 {
  return new Ajv2020({
    strictSchema: keywords === "known only",
    strictTypes: false,
    strictRequired: false,
    validateFormats: false,
    logger: false,
    allErrors: true,
    addUsedSchema: false,
  });
}
