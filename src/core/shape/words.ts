import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import { type Path, printable } from "../place.ts";
import { sayList } from "../text.ts";
import { formsOf } from "./known.ts";

/** `tools › issue_refund › input`: items by their names where they have one, else counted from 1. */
export function sayWhere(document: Json, path: Path): string {
  return path
    .map((step, depth) => (typeof step === "string" ? step : sayItem(document, path.slice(0, depth + 1))))
    .join(" › ");
}

function sayItem(document: Json, path: Path): string {
  const item = partAt(document, path);
  const names = isJsonObject(item) ? [item["id"], item["name"], item["index"], item["tool"]] : [];
  const name = names.find((one) => typeof one === "string" && one !== "");
  return typeof name === "string" ? clip(name) : `item ${Number(path.at(-1)) + 1}`;
}

/** What may stand there, after "expected": `text`, `a list or a mapping`, `read, write or destructive`. */
export function sayExpected(schema: JsonObject, node: JsonObject): string {
  const forms = formsOf(schema, node).map(sayForm);
  return sayList([...new Set(forms)], "or");
}

function sayForm({ title, type, enum: values, const: only, patternErrorMessage: written }: JsonObject): string {
  if (typeof title === "string") return title;
  if (typeof written === "string") return written.replace(/^expected /, "");
  if (isJsonArray(values))
    return sayList(
      values.map((value) => String(value)),
      "or",
    );
  if (only !== undefined) return String(only);
  return sayList(
    [type ?? ""].flat().map((one) => typeWords[String(one)] ?? "a value"),
    "or",
  );
}

const typeWords: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a mapping",
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  null: "nothing",
};

/** What stands there, after "found". */
export function sayFound(value: Json): string {
  if (value === null) return "nothing";
  if (isJsonArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isJsonObject(value)) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an empty mapping" : `a mapping with ${sayKeys(keys, 3)}`;
  }
  return typeof value === "string"
    ? `the text ${quoted(value)}`
    : typeof value === "number"
      ? `the number ${value}`
      : String(value);
}

/** The same where its type is right, and is not worth a word. */
export function sayValue(value: Json): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "number" ? String(value) : sayFound(value);
}

/** A few of many. */
export function sayKeys(keys: readonly string[], most: number): string {
  const shown = keys.slice(0, most).map(clip);
  return keys.length > most ? `${shown.join(", ")}, …` : sayList(shown);
}

/** The value itself, as text in quotes. */
export function quoted(text: string): string {
  return JSON.stringify(clip(text));
}

function clip(text: string): string {
  const line = printable(text);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** A value as one line of YAML. */
export function sayFlow(value: Json): string {
  if (isJsonArray(value)) return `[${value.map(sayFlow).join(", ")}]`;
  if (isJsonObject(value)) {
    const pairs = Object.entries(value).map(([key, part]) => `${sayFlow(key)}: ${sayFlow(part)}`);
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return typeof value === "string" && isPlain(value) ? value : JSON.stringify(value);
}

/** Read back as the same text without quotes, inside `{ }` too. */
function isPlain(text: string): boolean {
  if (/^(?:true|false|null|yes|no|on|off)$|^\d{4}-/i.test(text) || text !== text.trim()) return false;
  return /^[A-Za-z$\d.][\w ./()$%-]*$/.test(text) && Number.isNaN(Number(text));
}

/** A sentence about a part; about the whole document it stands alone. */
export function withPlace(document: Json, path: Path, sentence: string): string {
  return path.length === 0 ? sentence : `${sayWhere(document, path)}: ${sentence}`;
}
