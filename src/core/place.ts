/** Where something stands in a file that a person wrote. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Some lines of a file, the last one included. */
export interface Lines {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** A path into a document: keys and positions. */
export type Path = readonly (string | number)[];

export function sayPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** `tools › issue_refund › input` reads better than a JSON pointer. */
export function sayPath(path: Path): string {
  return path.map(String).join(" › ");
}

/** The lines around a place, with the place marked: what an editor would show. */
export function codeFrame(text: string, place: Place): string {
  const lines = text.split("\n");
  const first = Math.max(1, place.line - 1);
  const last = Math.min(lines.length, place.line + 1);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const mark = number === place.line ? ">" : " ";
    const content = printable(lines[number - 1] ?? "").slice(0, 160);
    frame.push(`${mark} ${String(number).padStart(width)} | ${content}`.trimEnd());
    if (number === place.line && place.column <= 160) {
      frame.push(`  ${" ".repeat(width)} | ${" ".repeat(place.column - 1)}^`);
    }
  }
  return frame.join("\n");
}

/** Prompt files are untrusted: a terminal must not act on what it is shown. */
export function printable(text: string): string {
  return text.replaceAll(controls, (control) => (control === "\t" ? " " : "\uFFFD"));
}

// eslint-disable-next-line no-control-regex -- control characters are what this is about
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
