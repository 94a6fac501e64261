import type { AuthoredContract } from "../contract/read.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import type { Path, Place } from "../place.ts";
import type { SourceFile } from "../source.ts";
import type { ChangeFinding } from "./judge.ts";
import type { Words } from "./words.ts";

/**
 * The line of the new side that speaks of a change. What is gone has no line: then it is one that still names it,
 * because there somebody has to look; else where its part stands.
 */
export function placeOf({ path, words }: Pick<ChangeFinding, "path" | "words">, authored: AuthoredContract): Place {
  const { value, sources, locate } = authored.document;
  const { found, missing } = walk(value, path);
  const place = missing === null ? placeOfWords(words, sources) : placeOfName(missing, sources);
  return place ?? (found.length > 0 ? locate(found) : { file: authored.path, line: 1, column: 1 });
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

/** The first line of what was added, or of what follows what is gone. */
function placeOfWords(words: readonly Words[], sources: readonly SourceFile[]): Place | null {
  const first = words.findIndex(({ kind }) => kind !== "same");
  const shown = words.slice(Math.max(0, first)).find(({ kind }) => kind !== "removed") ?? words[0];
  const line = shown?.text.split("\n").find((one) => one.trim() !== "");
  return line === undefined || line.trim().length < shortest ? null : placeOfText(line.trim(), sources);
}

/** Fewer characters than this stand in many lines. */
const shortest = 8;

function placeOfName(name: string, sources: readonly SourceFile[]): Place | null {
  if (!/^[\w.-]{3,}$/.test(name)) return null;
  const whole = new RegExp(`(?<![\\w-])${name.replaceAll(".", "\\.")}(?![\\w-])`);
  return placeOfText(whole, sources);
}

function placeOfText(sought: string | RegExp, sources: readonly SourceFile[]): Place | null {
  for (const { file, text } of sources) {
    const at = typeof sought === "string" ? text.indexOf(sought) : text.search(sought);
    if (at === -1) continue;
    const before = text.slice(0, at).split("\n");
    return { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  }
  return null;
}
