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

/** One line, whatever the file is called. */
export function sayPlace({ file, line, column }: Place): string {
  return `${file.replaceAll("\n", "\\n")}:${line}:${column}`;
}

/** `tools › issue_refund › input` reads better than a JSON pointer. */
export function sayPath(path: Path): string {
  return path.map(String).join(" › ");
}

/** The lines around a place, with the place marked: what an editor would show. Of long lines the part around it. */
export function codeFrame(text: string, place: Place): string {
  return frameIn(text.split("\n"), place);
}

/** The same of a text that is cut into its lines already: for many places in one file. */
export function frameIn(lines: readonly string[], place: Place): string {
  const first = Math.max(1, place.line - 1);
  const last = Math.min(lines.length, place.line + 1);
  const width = String(last).length;
  const from = place.column <= frameWidth ? 0 : place.column - frameWidth / 2;
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const mark = number === place.line ? ">" : " ";
    const content = printable((lines[number - 1] ?? "").slice(from, from + frameWidth));
    frame.push(
      `${mark} ${String(number).padStart(width)} | ${from > 0 && content !== "" ? "…" : ""}${content}`.trimEnd(),
    );
    if (number === place.line) {
      frame.push(`  ${" ".repeat(width)} | ${" ".repeat(place.column - 1 - from + (from > 0 ? 1 : 0))}^`);
    }
  }
  return frame.join("\n");
}

const frameWidth = 160;

/** Prompt files are untrusted: a terminal must not act on what it is shown. */
export function printable(text: string): string {
  return text.replaceAll(controls, (control) => (control === "\t" ? " " : "\uFFFD"));
}

// eslint-disable-next-line no-control-regex -- control characters are what this is about
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
