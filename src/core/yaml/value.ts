import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import type { Json } from "../json.ts";
import type { Composed } from "./compose.ts";
import type { Explained, YamlProblem } from "./problems.ts";

export interface ReadValue {
  readonly value: Json;
  readonly problems: readonly YamlProblem[];
}

/**
 * The document as data, and what in it cannot be data that every reader takes the same way. One walk:
 * depth and size were limited before.
 *
 * @param lineOf the line of a character
 */
export function readValue({ document, readTo, wellFormed }: Composed, lineOf: (offset: number) => number): ReadValue {
  const problems: YamlProblem[] = [];
  const report = (node: Scalar, problem: Explained | null): void => {
    const offset = node.range?.[0] ?? 0;
    if (problem !== null && offset < readTo) problems.push({ offset, ...problem });
  };

  function read(node: unknown): Json {
    if (isMap(node)) return readMap(node);
    if (isSeq(node)) return node.items.map(read);
    if (!isScalar(node)) return null;
    report(node, problemOf(node));
    const { value } = node;
    // One zero: JSON's canonical form knows no other.
    if (typeof value === "number") return value + 0;
    return typeof value === "string" || typeof value === "boolean" ? value : null;
  }

  function readMap(map: YAMLMap): Json {
    const first = new Map<string, Scalar>();
    const entries = map.items.map(({ key, value }): readonly [string, Json] => {
      if (!isScalar(key)) return ["", read(value)];
      const name = String(key.value);
      const same = first.get(normal(name));
      if (same === undefined) first.set(normal(name), key);
      report(key, problemOfKey(key, name) ?? (value === null && wellFormed ? withoutValue(name) : null));
      if (same !== undefined) report(key, twice(name, lineOf(same.range?.[0] ?? 0)));
      return [name, read(value)];
    });
    // Not by assignment: `__proto__` would not become a key.
    return Object.fromEntries(entries);
  }

  return { value: read(document?.contents), problems };
}

function problemOf({ value, source = "", type }: Scalar): Explained | null {
  if (typeof value === "number") return problemOfNumber(value, source);
  // Only escapes can name half of a character, and canonical JSON has no bytes for it.
  if (type === "QUOTE_DOUBLE" && typeof value === "string" && /\p{Surrogate}/u.test(value)) {
    return { message: "this text holds half of a character (a lone surrogate)", hint: "write the whole character" };
  }
  return null;
}

function problemOfNumber(value: number, source: string): Explained | null {
  const asText = `a text stands in quotes: "${shorten(source)}"`;
  if (!Number.isFinite(value)) {
    const named = /inf|nan/i.test(source);
    const message = named
      ? `\`${source}\` is no number that JSON can say`
      : "this number is larger than any that can be kept";
    return { message, hint: `write a finite number; ${asText}` };
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { message: "this integer is beyond 2^53 and would be rounded", hint: asText };
  }
  if (value === 0 && /^[-+]?[0-9.]*[1-9]/.test(source)) {
    return { message: "this number is so small that it would become 0", hint: `write 0; ${asText}` };
  }
  return null;
}

function problemOfKey(key: Scalar, name: string): Explained | null {
  if (name === "<<") return { message: "merge keys (`<<`) are not allowed", hint: "write the keys out" };
  if (dangerousKeys.has(name)) {
    return {
      message: `the key \`${name}\` is not allowed`,
      hint: "choose another name: this one changes objects instead of filling them",
    };
  }
  if (key.type === "PLAIN" && /^\/[/*]/.test(name)) {
    return { message: "`//` begins no comment", hint: "a comment begins with #, and JSON has none" };
  }
  return problemOf(key);
}

const dangerousKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** `{ a }`, and `{ a:1 }`: YAML takes it for a key with nothing behind it, which nobody means. */
function withoutValue(name: string): Explained {
  const [, key, value] = /^([^:]+):(.+)$/s.exec(name) ?? [];
  const written = key === undefined ? "key: value" : `${shorten(key)}: ${shorten(value ?? "")}`;
  return {
    message: `there is no \`: \` behind the key \`${shorten(name)}\``,
    hint: `write \`${written}\`, with the space`,
  };
}

function twice(name: string, line: number): Explained {
  return {
    message: `the key \`${shorten(name)}\` stands here twice: the first is in line ${line}`,
    hint: "remove one of them, or rename it",
  };
}

/** Keys that nobody can tell apart are one key: é is one character, or e and an accent. */
function normal(name: string): string {
  return name.normalize("NFC");
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
