import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";

/**
 * What is wrong with a JSON Schema itself (draft 2020-12), or `null`. References are resolved inside
 * the schema only: nothing is ever fetched.
 */
export function schemaProblem(schema: JsonObject): string | null {
  // Compiling the meta-schema costs more than everything else; but what has an `$id` must not meet its
  // namesake of another contract in one registry.
  const ajv = JSON.stringify(schema).includes('"$') ? newAjv() : (shared ??= newAjv());
  try {
    ajv.compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^schema is invalid: /, "") : String(error);
  }
}

let shared: Ajv2020 | undefined;

function newAjv(): Ajv2020 {
  return new Ajv2020({
    strictSchema: false,
    validateFormats: false,
    logger: false,
    allErrors: true,
    addUsedSchema: false,
  });
}
