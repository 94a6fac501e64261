import { type Schema, Validator } from "@cfworker/json-schema";
import type { Json, JsonObject } from "../json.ts";

/**
 * Validates by interpreting the schema, without generating code: the same function judges goldens and
 * guards tool calls inside the runtime, where bundles are data and nothing may be evaluated.
 *
 * @returns one sentence per fault, `[]` where the value is valid.
 */
export function schemaFaults(schema: JsonObject, value: Json): readonly string[] {
  if (typeof value === "string" && isPlainText(schema)) return [];
  const { valid, errors } = validatorOf(schema).validate(value);
  if (valid) return [];
  const leaves = errors.filter(({ keyword }) => !containers.has(keyword));
  return (leaves.length > 0 ? leaves : errors).map(({ instanceLocation, keyword, error }) => {
    if (instanceLocation !== "#") return `${instanceLocation.slice(2)}: ${inWords(error)}`;
    return keyword === "required" ? inWords(error) : `the value: ${inWords(error)}`;
  });
}

export function matchesSchema(schema: JsonObject, value: Json): boolean {
  return validatorOf(schema).validate(value).valid;
}

/** Most variables are text, and nothing else is said of them. */
export function isPlainText(schema: JsonObject): boolean {
  if (schema["type"] !== "string") return false;
  for (const keyword in schema) if (!notes.has(keyword)) return false;
  return true;
}

const notes = new Set(["type", "title", "description", "default", "examples", "$comment"]);

/** The faults that are met every day, as a person says them. */
function inWords(error: string): string {
  const [, found = "", wanted] = /^Instance type "(.+)" is invalid\. Expected "(.+)"\.$/.exec(error) ?? [];
  if (wanted !== undefined) return `has to be ${wanted.replaceAll('", "', " or ")}, and is ${found}.`;
  const [, missing] = /^Instance does not have required property "(.+)"\.$/.exec(error) ?? [];
  if (missing !== undefined) return `${missing} is missing.`;
  const [, values] = /^Instance does not match any of (\[.+\])\.$/.exec(error) ?? [];
  if (values !== undefined) return `has to be one of ${values}.`;
  return error === "False boolean schema." ? "must not be there." : error;
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
