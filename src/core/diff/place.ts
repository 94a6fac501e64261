import type { AuthoredContract } from "../contract/read.ts";
import { isJsonArray, isJsonObject, type Json, partAt } from "../json.ts";
import type { Path, Place } from "../place.ts";
import type { ChangeFinding } from "./judge.ts";
import type { Words } from "./words.ts";

/**
 * The line of the new side that speaks of a change. What is gone has no line: then it is one that still names it,
 * because there somebody has to look; else where its part stands.
 */
export function placeOf(
  { path, words, mention }: Pick<ChangeFinding, "path" | "words" | "mention">,
  authored: AuthoredContract,
): Place {
  const { document } = authored;
  const { found, missing } = walk(document.value, path);
  if (missing !== null) return placeOfName(missing, authored) ?? placeOfPart(found, authored);
  const sought = mention === null ? wordsToFind(words) : [wholeName(mention)];
  for (const one of sought) {
    const place = one === null ? null : placeInPart(one, found, authored);
    if (place !== null) return place;
  }
  return placeOfPart(found, authored);
}

/** Of a text its first line: what names the file that holds it is another file. */
function placeOfPart(part: Path, authored: AuthoredContract): Place {
  const { document } = authored;
  if (part.length === 0) return firstPlace(authored);
  const [text] = part.length === 1 && part[0] === "system" ? textsIn(document.value, part) : [];
  return text === undefined ? document.locate(part) : document.locateText(text, 0);
}

export function firstPlace({ path }: AuthoredContract): Place {
  return { file: path, line: 1, column: 1 };
}

interface Walked {
  /** The path in the document: positions where a finding has names. */
  readonly found: Path;
  /** The first name that is not there; keys of our own formats and of JSON Schema are no names. */
  readonly missing: string | null;
}

function walk(value: Json, path: Path): Walked {
  const found: (string | number)[] = [];
  let part: Json | undefined = value;
  for (const step of path) {
    const key: string | number = isJsonArray(part) && typeof step === "string" ? positionOf(part, step) : step;
    part = isJsonArray(part) ? part[Number(key)] : isJsonObject(part) ? part[key] : undefined;
    if (part === undefined) return { found, missing: isName(found) ? String(step) : "" };
    found.push(key);
  }
  return { found, missing: null };
}

/** Whether what comes after these steps is called as its author liked. */
function isName(steps: Path): boolean {
  const last = steps.at(-1);
  return (
    ["properties", "required", "aliases", "unless_called", "enum", "$defs"].includes(String(last)) ||
    (steps.length === 1 && ["tools", "guardrails", "knowledge", "variables", "stop_reasons"].includes(String(last)))
  );
}

/** Of an item by its name, id or index, and of a text by itself. */
function positionOf(items: readonly Json[], name: string): number {
  return items.findIndex(
    (item) => item === name || (isJsonObject(item) && [item["name"], item["id"], item["index"]].includes(name)),
  );
}

/** The line of the first change as it reads now, those below it, and the one above it. */
function wordsToFind(words: readonly Words[]): readonly RegExp[] {
  const first = words.findIndex(({ kind }) => kind !== "same");
  const now = (some: readonly Words[]): string =>
    some.flatMap(({ kind, text }) => (kind === "removed" ? [] : [text])).join("");
  const above = now(words.slice(0, Math.max(0, first))).split(ends);
  const [rest = "", ...below] = now(words.slice(Math.max(0, first))).split(ends);
  return [`${above.at(-1) ?? ""}${rest}`, ...below, ...above.slice(0, -1).toReversed()]
    .map((line) => line.trim())
    .filter((line) => line.length >= shortest)
    .map((line) => new RegExp(line.split(/\s+/).map(escaped).join("\\s+")));
}

/** Fewer characters stand in many lines. */
const shortest = 8;

/** Where a line ends, or what is shown of it. */
const ends = /[\n…]/;

function wholeName(name: string): RegExp | null {
  return /^[\w.-]{3,}$/.test(name) ? new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`) : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** In the texts of a part: each where it is written, in the contract or in a fragment. */
function placeInPart(sought: RegExp, part: Path, { document }: AuthoredContract): Place | null {
  for (const path of textsIn(document.value, part)) {
    const at = String(partAt(document.value, path)).search(sought);
    if (at !== -1) return document.locateText(path, at);
  }
  return null;
}

function textsIn(value: Json, path: Path): readonly Path[] {
  const part = partAt(value, path);
  if (typeof part === "string") return [path];
  if (isJsonArray(part)) return part.flatMap((_, index) => textsIn(value, [...path, index]));
  return isJsonObject(part) ? Object.keys(part).flatMap((key) => textsIn(value, [...path, key])) : [];
}

function placeOfName(name: string, { document: { sources } }: AuthoredContract): Place | null {
  const sought = wholeName(name);
  if (sought === null) return null;
  for (const { file, text } of sources) {
    const at = text.search(sought);
    if (at === -1) continue;
    const before = text.slice(0, at).split("\n");
    return { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }
  return null;
}
