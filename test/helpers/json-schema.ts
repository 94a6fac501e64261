import { Ajv2020 } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "../../src/core/json.ts";

/** What an editor thinks of a document: a JSON Schema of ours, judged by a program that is not ours. */
export function byJsonSchema(schema: JsonObject): (document: Json) => boolean {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    validateFormats: false,
    keywords: ["patternErrorMessage"],
  });
  return ajv.compile<Json>(schema);
}
