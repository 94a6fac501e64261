import { isJsonArray, type Json } from "../json.ts";

/**
 * The canonical text of RFC 8785: one value, one text. Written here because a general library takes twice as long, and
 * a replay of golden tasks does little else; held to the library's answers by a test.
 *
 * @throws TypeError where there is none: of a number without an end, and of half a character
 */
export function canonicalText(value: Json): string {
  const text = write(value);
  if (text.includes("\\ud") && half.test(text)) throw new TypeError("half a character has no canonical form");
  return text;
}

/** The same as UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return encoder.encode(canonicalText(value));
}

const encoder = new TextEncoder();

/** `JSON.stringify` writes half a surrogate pair as an escape, and no other character above a space. */
const half = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

function write(value: Json | undefined): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a number without an end has no canonical form");
    // As ECMAScript writes it, which is what RFC 8785 says; -0 is 0.
    return String(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value !== "object") throw new TypeError("only JSON has a canonical form");
  if (isJsonArray(value)) return `[${value.map(write).join(",")}]`;
  let text = "";
  for (const key of sortedKeys(value)) {
    const part = value[key];
    // What is left out is not written.
    if (part !== undefined) text += `${text === "" ? "{" : ","}${writeKey(key)}${write(part)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

/** By their UTF-16 code units. Mostly they were written so. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  let before = "";
  for (const key of keys) {
    if (key < before) return keys.toSorted();
    before = key;
  }
  return keys;
}

/** The same few keys come again in every value. */
function writeKey(key: string): string {
  const known = keysWritten.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (key.length > longestKey) return text;
  if (keysWritten.size >= mostKeys) keysWritten.clear();
  keysWritten.set(key, text);
  return text;
}

const keysWritten = new Map<string, string>();
const [mostKeys, longestKey] = [1_000, 64];
