import { Ajv2020 } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";

/**
 * What is wrong with a JSON Schema itself (draft 2020-12), or `null`. References are resolved inside
 * the schema only: nothing is ever fetched.
 *
 * @param keywords an unknown keyword says nothing, so where a schema decides (a condition) it is a fault
 */
export function schemaProblem(schema: JsonObject, keywords: "known only" | "any" = "any"): string | null {
  // Compiling the meta-schema costs more than everything else; but what has an `$id` must not meet its
  // namesake of another contract in one registry.
  const own = keywords === "known only" || JSON.stringify(schema).includes('"$');
  const ajv = own ? newAjv(keywords === "known only") : (shared ??= newAjv(false));
  try {
    ajv.compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^schema is invalid: /, "") : String(error);
  }
}

let shared: Ajv2020 | undefined;

function newAjv(strictSchema: boolean): Ajv2020 {
  return new Ajv2020({
    strictSchema,
    strictTypes: false,
    strictRequired: false,
    validateFormats: false,
    logger: false,
    allErrors: true,
    addUsedSchema: false,
  });
}
