import { isJsonObject, type Json } from "../json.ts";
import type { Lines, Path } from "../place.ts";
import type { ResolvedDocument } from "./fragments.ts";

/** A piece of prose under its heading. */
interface Section {
  readonly title: string;
  readonly lines: readonly Lines[];
}

/**
 * A piece of the system text, cut at its headings: prose is where rules change, and a file of it is too much to be
 * one part. Where its lines are not lines of a file (quoted or folded text), it stays whole.
 */
export function sectionsOf(document: ResolvedDocument, path: Path, piece: Json): readonly Section[] {
  const text = isJsonObject(piece) ? piece["literal"] : piece;
  const all = document.linesOf(path);
  if (typeof text !== "string" || text.trim() === "" || all.length === 0) return [];
  const lines = text.trimEnd().split("\n");
  const first = document.locateText(path, 0);
  const last = document.locateText(path, text.trimEnd().length);
  const starts = headings(lines);
  const written = last.line - first.line === lines.length - 1;
  if (!written || starts.length === 0) return [{ title: sayStart(lines), lines: all }];
  const cuts = lines.slice(0, starts[0]).some((line) => line.trim() !== "") ? [0, ...starts] : starts;
  return cuts.map((start, at) => {
    const end = lines.slice(0, cuts[at + 1] ?? lines.length).findLastIndex((line) => line.trim() !== "");
    return {
      title: sayStart(lines.slice(start)),
      lines: [{ file: first.file, first: first.line + start, last: first.line + end }],
    };
  });
}

/** Where the sections begin: at the highest heading that occurs twice, and at those above it. */
function headings(lines: readonly string[]): readonly number[] {
  const levels = headingLevels(lines);
  const level = [1, 2, 3, 4, 5, 6].find((one) => levels.indexOf(one) !== levels.lastIndexOf(one)) ?? 6;
  return levels.flatMap((one, at) => (one > 0 && one <= level ? [at] : []));
}

/** The level of every line that is a heading, else 0; inside a code fence nothing is one. */
function headingLevels(lines: readonly string[]): readonly number[] {
  let inside = false;
  return lines.map((line) => {
    if (/^\s*(?:```|~~~)/.test(line)) inside = !inside;
    return inside ? 0 : (/^(#{1,6}) /.exec(line)?.[1]?.length ?? 0);
  });
}

/** The heading, or how the text begins. */
function sayStart(lines: readonly string[]): string {
  const line = (lines.find((one) => one.trim() !== "") ?? "").replace(/^#{1,6} /, "").trim();
  return line.length <= 40 ? line : `${line.slice(0, 40).replace(/\s+\S*$/, "")} …`;
}
