import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import { yamlLimits } from "../yaml/limits.ts";

/** What our own files cannot say of a value, or `null`: an import must not write what cannot be read back. */
export function unwritable(value: Json, path = "", depth = 1): string | null {
  if (depth > yamlLimits.depth - 8) return `${path} is nested too deep`;
  if (typeof value === "string") return /\p{Surrogate}/u.test(value) ? `${path} holds half of a character` : null;
  if (typeof value === "number") {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? `${path} is a number beyond 2^53` : null;
  }
  const parts: readonly (readonly [string, Json])[] = isJsonArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(isJsonObject(value) ? value : {});
  for (const [key, part] of parts) {
    const here = path === "" ? key : `${path}.${key}`;
    if (refusedKeys.has(key)) return `${here} has a name that no file of ours may say`;
    if (/\p{Surrogate}/u.test(key)) return `${here} holds half of a character`;
    const fault = unwritable(part, here, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

const refusedKeys = new Set(["__proto__", "constructor", "prototype", "<<"]);
