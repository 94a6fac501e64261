import { Ajv2020 } from "ajv/dist/2020.js";
import type { Json } from "../../../src/core/json.ts";

/**
 * What another validator says, one that the prover does not know; `null` where it does not know either. `format` is a
 * note for it, and it divides as the prover does.
 */
export function referee(schema: Json): ((value: Json) => boolean | null) | null {
  try {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, multipleOfPrecision: 9 });
    const validate = ajv.compile(structuredClone(schema) as object | boolean);
    return (value) => {
      try {
        return validate(value) === true;
      } catch {
        // A schema that leads back to itself without end.
        return null;
      }
    };
  } catch {
    return null;
  }
}

/** Whether a value is valid under one schema and not under the other. */
export function breaks(value: Json, small: Json, large: Json): boolean {
  return referee(small)?.(value) === true && referee(large)?.(value) === false;
}
