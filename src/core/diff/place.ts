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
  const { found, missing } = walk(authored.document.value, path);
  const sought = missing === null ? (mention === null ? wordsToFind(words) : wholeName(mention)) : wholeName(missing);
  const place =
    sought === null ? null : missing === null ? placeInPart(sought, found, authored) : placeInSources(sought, authored);
  return place ?? (found.length > 0 ? authored.document.locate(found) : firstPlace(authored));
}

export function firstPlace({ path }: AuthoredContract): Place {
  return { file: path, line: 1, column: 1 };
}

interface Walked {
  /** The path in the document: positions where a finding has names. */
  readonly found: Path;
  /** The first name that is not there. */
  readonly missing: string | null;
}

function walk(value: Json, path: Path): Walked {
  const found: (string | number)[] = [];
  let part: Json | undefined = value;
  for (const step of path) {
    const key: string | number = isJsonArray(part) && typeof step === "string" ? positionOf(part, step) : step;
    part = isJsonArray(part) ? part[Number(key)] : isJsonObject(part) ? part[key] : undefined;
    if (part === undefined) return { found, missing: String(step) };
    found.push(key);
  }
  return { found, missing: null };
}

/** Of an item by its name, id or index, and of a text by itself. */
function positionOf(items: readonly Json[], name: string): number {
  return items.findIndex(
    (item) => item === name || (isJsonObject(item) && [item["name"], item["id"], item["index"]].includes(name)),
  );
}

/** The line of the first change as it reads now, or what is shown of it. */
function wordsToFind(words: readonly Words[]): RegExp | null {
  const first = words.findIndex(({ kind }) => kind !== "same");
  const now = (some: readonly Words[]): string =>
    some.flatMap(({ kind, text }) => (kind === "removed" ? [] : [text])).join("");
  const [before, after] = [now(words.slice(0, Math.max(0, first))), now(words.slice(Math.max(0, first)))];
  const line = [before.split(ends).at(-1) ?? "", ...after.split(ends)]
    .flatMap((piece, at, pieces) => (at === 0 ? `${piece}${pieces[1] ?? ""}` : at === 1 ? [] : piece))
    .map((piece) => piece.trim())
    .find((piece) => piece !== "");
  // Fewer characters stand in many lines.
  if (line === undefined || line.length < 8) return null;
  return new RegExp(line.split(/\s+/).map(escaped).join("\\s+"));
}

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

function placeInSources(sought: RegExp, { document: { sources } }: AuthoredContract): Place | null {
  for (const { file, text } of sources) {
    const at = text.search(sought);
    if (at === -1) continue;
    const before = text.slice(0, at).split("\n");
    return { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }
  return null;
}
