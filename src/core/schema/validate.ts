import { type Schema, Validator } from "@cfworker/json-schema";
import type { Json, JsonObject } from "../json.ts";

/**
 * Validates by interpreting the schema, without generating code: the same function judges goldens and
 * guards tool calls inside the runtime, where bundles are data and nothing may be evaluated.
 *
 * @returns one sentence per fault, `[]` where the value is valid.
 */
export function schemaFaults(schema: JsonObject, value: Json): readonly string[] {
  const { valid, errors } = validatorOf(schema).validate(value);
  if (valid) return [];
  const leaves = errors.filter(({ keyword }) => !containers.has(keyword));
  return (leaves.length > 0 ? leaves : errors).map(
    ({ instanceLocation, error }) => `${instanceLocation === "#" ? "the value" : instanceLocation.slice(2)}: ${error}`,
  );
}

export function matchesSchema(schema: JsonObject, value: Json): boolean {
  return validatorOf(schema).validate(value).valid;
}

/** These only repeat that something inside them failed. */
const containers = new Set(["properties", "items", "prefixItems", "additionalProperties", "allOf"]);

// A schema is walked once, when it is first used; bundles are few and live long.
const validators = new WeakMap<JsonObject, Validator>();

function validatorOf(schema: JsonObject): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validator = new Validator(schema as Schema, "2020-12", false);
  validators.set(schema, validator);
  return validator;
}
