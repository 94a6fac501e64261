import { isJsonArray, isJsonObject, type Json } from "../json.ts";

/** The six kinds of JSON values; an integer is a number that is a multiple of one. */
export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** One bit a type, so that a set of types is a number. */
export const bitOf: Readonly<Record<JsonType, number>> = {
  null: 1,
  boolean: 2,
  number: 4,
  string: 8,
  array: 16,
  object: 32,
};

export const allTypes = 63;

export const jsonTypes = ["null", "boolean", "number", "string", "array", "object"] as const;

export function isJsonType(name: Json | undefined): name is JsonType {
  return typeof name === "string" && Object.hasOwn(bitOf, name);
}

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (typeof value === "string") return "string";
  return isJsonArray(value) ? "array" : "object";
}

/** One text for one value: the order of keys does not count, and -0 is 0. */
export function textOf(value: Json): string {
  if (typeof value === "number") return String(value === 0 ? 0 : value);
  if (isJsonArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value).toSorted();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${textOf(value[key] ?? null)}`).join(",")}}`;
}

/** How many parts a value has; `null` where they are too many or go too deep. Without recursion: a stack has an end. */
export function countParts(value: Json, depth: number, most: number): number | null {
  const left: (readonly [Json, number])[] = [[value, 0]];
  let count = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [part, level] = next;
    count += 1;
    if (level > depth || count > most) return null;
    if (typeof part !== "object" || part === null) continue;
    for (const inner of Object.values(part)) left.push([inner, level + 1]);
  }
  return count;
}
