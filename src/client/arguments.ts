import { isJsonObject, type JsonObject, parseJson } from "../core/json.ts";

/**
 * The arguments of a call as providers hand them over: an object, JSON text of one, or nothing at all. What is no
 * object stays text, so that the model can be told what it wrote.
 */
export function readArguments(args: unknown): JsonObject | string {
  if (args === undefined || args === null || args === "") return {};
  if (isJsonObject(args)) return args;
  if (typeof args !== "string") return JSON.stringify(args) ?? String(args);
  const value = parseJson(args);
  return isJsonObject(value) ? value : args;
}
