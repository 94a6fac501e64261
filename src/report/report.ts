import type { JsonObject } from "../core/json.ts";

/** Yes, no, or nothing could be known: the exit code says the same (0, 1, 3). */
export type Answer = "yes" | "no" | "unknown";

export type Tone = "plain" | "good" | "bad" | "warn" | "dim" | "strong";

export type Cell = string | { readonly text: string; readonly tone: Tone };

/** 1 is the title of a page, 2 a part of it; what is no page has small headings only. */
export type HeadingLevel = 1 | 2 | 3;

/** Five shapes are enough to say everything a command learns. */
export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly level: HeadingLevel }
  | { readonly kind: "text"; readonly text: Cell }
  | { readonly kind: "list"; readonly items: readonly Cell[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "code"; readonly text: string };

/** Whatever a command learned: one value, said in any format, always with one verdict. */
export interface Report {
  readonly command: string;
  readonly answer: Answer;
  /** One sentence that agrees with the answer. */
  readonly verdict: string;
  readonly blocks: readonly Block[];
  /** The same for machines. */
  readonly data: JsonObject;
  /** The answer itself, where it is JSON or a text that goes into a file: it is printed alone, so that `>` works. */
  readonly document?: JsonObject | string;
}

export function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}

export function toneOf(cell: Cell): Tone {
  return typeof cell === "string" ? "plain" : cell.tone;
}

export function toned(tone: Tone, text: string): Cell {
  return { text, tone };
}

/** A heading is one line, whatever the text. */
export const heading = (text: string, level: HeadingLevel = 3): Block => ({
  kind: "heading",
  text: text.replaceAll(/\s*[\r\n]\s*/g, " "),
  level,
});
export const paragraph = (text: Cell): Block => ({ kind: "text", text });
export const list = (items: readonly Cell[]): Block => ({ kind: "list", items });
export const table = (columns: readonly string[], rows: readonly (readonly Cell[])[]): Block => ({
  kind: "table",
  columns,
  rows,
});
export const code = (text: string): Block => ({ kind: "code", text });

/** Blocks under a heading, or nothing where there is nothing to say. */
export function section(title: string, blocks: readonly Block[], level: HeadingLevel = 3): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title, level), ...blocks];
}
