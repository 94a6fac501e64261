import {
  deepestJson,
  hasDuplicateKeys,
  isJsonObject,
  isNestedDeeper,
  type JsonObject,
  parseJson,
} from "../../core/json.ts";

/**
 * The arguments of a call as providers hand them over: an object, JSON text of one, or nothing at all. What is no
 * object stays text, so that the model can be told what it wrote; so does what is nested without end, or says a key twice:
 * a guardrail and a tool could read two things in it.
 */
export function readArguments(args: unknown): JsonObject | string {
  if (args === undefined || args === null) return {};
  const value: unknown = typeof args === "string" ? (args.trim() === "" ? {} : parseJson(args)) : args;
  if (isJsonObject(value) && !isNestedDeeper(value, deepestJson) && !saysTwice(args)) return value;
  return typeof args === "string" ? args : sayValue(args);
}

function saysTwice(args: unknown): boolean {
  return typeof args === "string" && hasDuplicateKeys(args);
}

function sayValue(args: unknown): string {
  try {
    return JSON.stringify(args) ?? String(args);
  } catch {
    return "what is no JSON";
  }
}
