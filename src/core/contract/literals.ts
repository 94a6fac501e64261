import { isJsonArray, isJsonObject, type Json, parseJson } from "../json.ts";

/**
 * The value that an example writes down, in JSON or as Python has it; `undefined` where it only says what belongs
 * there: a placeholder, a type, a variable.
 */
export function literalOf(written: string): Json | undefined {
  const value = python.has(written) ? python.get(written) : (parseJson(written) ?? quoted(written));
  return value === undefined || hasPlaceholder(value) ? undefined : value;
}

const python = new Map<string, Json>([
  ["True", true],
  ["False", false],
  ["None", null],
  ["null", null],
]);

function quoted(written: string): string | undefined {
  const [, inner] = /^'((?:[^'\\\n]|\\.)*)'$/.exec(written) ?? [];
  return inner?.replaceAll(/\\(.)/g, "$1");
}

function hasPlaceholder(value: Json): boolean {
  if (typeof value === "string") return placeholder.test(value);
  if (isJsonArray(value)) return value.some(hasPlaceholder);
  return isJsonObject(value) && Object.values(value).some(hasPlaceholder);
}

/** `…`, `<order id>`, `{order_id}`, `[order id]`, `$ORDER`, `{{order_id}}`, `%s`, `your-id`, `XXXX`, or nothing. */
const placeholder = /^\s*$|…|\.\.\.|<[^<>]+>|\{[^{}]*\}|^\[.*\]$|^\$|%[sd]|\byour[_ -]|\bx{3,}\b|#{3,}|_{3,}/i;
