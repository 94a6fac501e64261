import type { Json } from "../json.ts";

/** From where to where. */
export interface Span {
  readonly offset: number;
  readonly end: number;
}

/** A value, and where it begins: with its key, where it has one. */
export interface Part extends Inline {
  readonly offset: number;
}

export interface Inline {
  readonly value: Json;
  /** Where it stands without quotes; `null` where it does not. */
  readonly plain: Span | null;
  /** By keys or positions; `null` of a value that has none. */
  readonly parts: ReadonlyMap<string | number, Part> | null;
}

/** A text that says itself that it is one. */
export function textOf(value: string): Inline {
  return { value, plain: null, parts: null };
}

export const quoted = /^(?:"[^"\\]*"|'[^']*')$/;

export function readPlain(written: string, offset: number): Inline | undefined {
  const plain = { offset, end: offset + written.length };
  if (number.test(written)) return { value: Number(written), plain, parts: null };
  // There are more ways to write a number, and a second zero.
  if (/^[-+.\d][^ ]*$/.test(written)) return undefined;
  const word = words.get(written);
  return { value: word === undefined ? written : word, plain, parts: null };
}

const number = /^(?:-(?=[0.]*[1-9]))?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/;

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...["~", "null", "Null", "NULL"].map((word): [string, Json] => [word, null]),
  ...["true", "True", "TRUE"].map((word): [string, Json] => [word, true]),
  ...["false", "False", "FALSE"].map((word): [string, Json] => [word, false]),
]);

/** A key that is nothing but a key: no word of YAML, and none that would change an object instead of filling it. */
export function keyAt(text: string, at: number): string | null {
  keyPattern.lastIndex = at;
  const key = keyPattern.exec(text)?.[1];
  return key === undefined || reserved.test(key) ? null : key;
}

const keyPattern = /([A-Za-z][\w-]{0,99}):(?=[ \n])/y;
const reserved = /^(?:null|true|false|constructor|prototype)$/i;
