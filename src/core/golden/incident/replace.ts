import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { Personal, PersonalKind } from "./personal.ts";

export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** One for each text, the same wherever it stands: what belongs together stays together. */
export function placeholdersFor(found: readonly Personal[]): readonly Replacement[] {
  const counts = new Map<PersonalKind, number>();
  return found.map(({ kind, text }) => {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return { from: text, to: placeholders[kind](number) };
  });
}

/** None of these belongs to anybody: example domains (RFC 2606), numbers for films, cards for tests. */
const placeholders: Readonly<Record<PersonalKind, (number: number) => string>> = {
  "e-mail": (number) => `customer-${number}@example.com`,
  phone: (number) => `+1 202 555 01${String(number % 100).padStart(2, "0")}`,
  card: (number) => `4000 0000 0000 ${String(number).padStart(4, "0")}`,
  IBAN: (number) => `XX00 0000 0000 ${String(number).padStart(4, "0")}`,
  name: (number) => `Customer ${number}`,
  credential: (number) => `secret-${number}`,
};

/** Every text in a value replaced, wherever it stands, also in the names of fields. */
export function replaceIn(value: Json, replacements: readonly Replacement[]): Json {
  if (replacements.length === 0) return value;
  const to = new Map(replacements.map((one) => [one.from, one.to]));
  // In one pass, and the longest first: no text is torn apart, and nothing is replaced twice.
  const wanted = [...to.keys()].toSorted((left, right) => right.length - left.length).map(asPattern);
  const pattern = new RegExp(wanted.join("|"), "gu");
  const change = (text: string): string => text.replaceAll(pattern, (from) => to.get(from) ?? from);
  const walk = (part: Json): Json => {
    if (typeof part === "string") return change(part);
    if (typeof part === "number") return change(String(part)) === String(part) ? part : change(String(part));
    if (isJsonArray(part)) return part.map(walk);
    if (!isJsonObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [change(key), walk(inner)]));
  };
  return walk(value);
}

/** Whole words: Ada is not in Adapter. */
function asPattern(text: string): string {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const before = /^[\p{L}\p{N}]/u.test(text) ? "(?<![\\p{L}\\p{N}])" : "";
  const behind = /[\p{L}\p{N}]$/u.test(text) ? "(?![\\p{L}\\p{N}])" : "";
  return `${before}${escaped}${behind}`;
}
