import type { Json } from "../json.ts";

/** The canonical bytes of RFC 8785: one value, one sequence of bytes. */
export function canonicalBytes(value: Json): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}

/**
 * The canonical form as a text: no white space, keys in the order of their UTF-16 units, numbers and texts as
 * ECMAScript writes them, which RFC 8785 took over. What has no value is left out, as JSON does it.
 */
export function canonicalText(value: Json): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
  if (value === null || typeof value === "number" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value !== "object") throw new TypeError("only JSON has a canonical form");
  let parts = "";
  if (isArray(value)) {
    for (const part of value) parts += `${parts === "" ? "" : ","}${canonicalText(part ?? null)}`;
    return `[${parts}]`;
  }
  for (const key of Object.keys(value).toSorted()) {
    const part = value[key];
    if (part !== undefined) parts += `${parts === "" ? "" : ","}${quote(key)}:${canonicalText(part)}`;
  }
  return `{${parts}}`;
}

const isArray: (value: object) => value is readonly Json[] = Array.isArray;

/** Half of a character has no bytes. */
function quote(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  if (halves.test(text)) throw new TypeError("half of a character has no canonical form");
  return JSON.stringify(text);
}

/** Most texts: nothing in them is escaped. */
const plain = /^[ !#-[\]-~]*$/;
const halves = /\p{Surrogate}/u;
