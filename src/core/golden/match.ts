import { type Contract, toolNameOf } from "../contract/contract.ts";
import { isJsonObject, type Json, sameJson } from "../json.ts";
import type { Call } from "../run/record.ts";
import { matchesSchema } from "../schema/validate.ts";
import type { CallPattern } from "./schema.ts";

/** Every field that the pattern names must be there and match; what it does not name is free. */
export function matchesPartially(pattern: Json, value: Json | undefined): boolean {
  if (!isJsonObject(pattern)) return sameJson(pattern, value);
  if (!isJsonObject(value)) return false;
  return Object.entries(pattern).every(
    ([key, part]) => Object.hasOwn(value, key) && matchesPartially(part, value[key]),
  );
}

/** A call by an alias is a call of the tool: a rename hides nothing, and breaks no old expectation. */
export function matchesCall(pattern: CallPattern, call: Call, contract: Contract): boolean {
  const tool = typeof pattern === "string" ? pattern : pattern.tool;
  if (toolNameOf(contract, call.name) !== toolNameOf(contract, tool)) return false;
  if (typeof pattern === "string") return true;
  if (!matchesPartially(pattern.args ?? {}, call.arguments)) return false;
  return pattern.schema === undefined || matchesSchema(pattern.schema, call.arguments);
}

export function sayPattern(pattern: CallPattern): string {
  if (typeof pattern === "string") return pattern;
  const args = pattern.args === undefined ? "" : `(${JSON.stringify(pattern.args)})`;
  const schema = pattern.schema === undefined ? "" : ` matching ${JSON.stringify(pattern.schema)}`;
  return `${pattern.tool}${args}${schema}${pattern.times === undefined ? "" : ` ×${pattern.times}`}`;
}

export function sayCall({ name, arguments: args, error }: Call): string {
  return `${name}(${JSON.stringify(args)})${error === null ? "" : ` (failed: ${error})`}`;
}
