export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The part at a path of keys and positions; `undefined` where there is none. */
export function partAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let part = value;
  for (const step of path) {
    if (isJsonArray(part)) part = part[Number(step)];
    else part = isJsonObject(part) && Object.hasOwn(part, step) ? part[step] : undefined;
  }
  return part;
}

/** The text at a path; `null` where there is none. */
export function textAt(value: Json | undefined, path: readonly (string | number)[]): string | null {
  const part = partAt(value, path);
  return typeof part === "string" ? part : null;
}

/** Equality of meaning: the order of keys does not count, the order of items does, and -0 is 0. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (isJsonArray(left)) {
    return (
      isJsonArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}

/** Of an object that somebody else may write into. */
export function copyJson<Value extends Json>(value: Value): Value;
export function copyJson(value: Json): Json {
  if (isJsonArray(value)) return value.map((item) => copyJson(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyJson(part)]));
}

/** Nobody writes that, and a stack has an end. */
export const deepestJson = 100;

export function isNestedDeeper(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isNestedDeeper(part, levels - 1));
}

/** `undefined` where the text is not JSON: for readers that must not throw. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return endlessNumber(text, value) === -1 ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where a text says a number that no double holds, like 1e999: an offset, or -1. The parser makes Infinity of it,
 * which JSON cannot say again; such numbers interoperate with nobody (RFC 8259, section 6).
 */
export function endlessNumber(text: string, parsed: Json): number {
  if (!mayBeEndless.test(text) || !holdsInfinity(parsed)) return -1;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (!token.startsWith('"') && !Number.isFinite(Number(token))) return index;
  }
  return -1;
}

/** An exponent of three digits, or a mantissa that makes do with fewer; not the digits in the middle of a digest. */
const mayBeEndless = /(?:^|[\s:,[-])\d[\d.]*e\+?\d{3}|\d{200}/i;

function holdsInfinity(value: Json): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsInfinity);
}

/**
 * Whether an object of a JSON text names a key twice. The parser silently takes the last, so that one text
 * could be read two ways. The text must be JSON: `parseJson` did not refuse it.
 */
export function hasDuplicateKeys(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, key] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (key !== undefined) {
      const name: unknown = JSON.parse(key);
      const names = open.at(-1);
      if (typeof name !== "string" || names === undefined) continue;
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
