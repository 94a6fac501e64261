import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";

/**
 * What is wrong with a JSON Schema itself (draft 2020-12), or `null`. References are resolved inside
 * the schema only: nothing is ever fetched.
 */
export function schemaProblem(schema: JsonObject): string | null {
  const ajv = new Ajv2020({
    strict: "log",
    strictSchema: false,
    validateFormats: false,
    logger: false,
    allErrors: true,
  });
  try {
    ajv.compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^schema is invalid: /, "") : String(error);
  }
}
