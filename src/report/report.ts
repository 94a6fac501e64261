import type { Words } from "../core/diff/words.ts";
import type { Level } from "../core/finding.ts";
import type { JsonObject } from "../core/json.ts";
import type { Place } from "../core/place.ts";
import type { Analysed } from "./analysis/analysed.ts";
import type { Tested } from "./test/tested.ts";

/** Yes, no, nothing could be known, or somebody said stop: the exit code says the same (0, 1, 3, 130). */
export type Answer = "yes" | "no" | "unknown" | "stopped";

export type Tone = "plain" | "good" | "bad" | "warn" | "dim" | "strong";

export type Cell = string | { readonly text: string; readonly tone: Tone };

/** 1 is the title of a page, 2 a part of it; what is no page has small headings only. */
export type HeadingLevel = 1 | 2 | 3;

/** A few shapes are enough to say everything a command learns. */
export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly level: HeadingLevel }
  | { readonly kind: "text"; readonly text: Cell }
  | { readonly kind: "list"; readonly items: readonly Cell[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  /** A text that is shown as it is, in the language of a file where it is one. */
  | { readonly kind: "code"; readonly text: string; readonly language?: "json" | "yaml" }
  /** A text before and after, word by word. */
  | { readonly kind: "words"; readonly runs: readonly Words[] }
  /** Several blocks that are one thing, under a line that names it. */
  | { readonly kind: "item"; readonly title: readonly Cell[]; readonly blocks: readonly Block[] };

/** Something about a line of a file, for what shows files: annotations of a CI, code scanning, editors. */
export interface Notice {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  /** What to do about it. */
  readonly advice: string | null;
  /** `null` where no line speaks of it any more. */
  readonly place: Place | null;
  readonly fingerprint: string | null;
  /** What the rule is for, and what else there is to know; `null` where nobody knows the rule. */
  readonly help: { readonly purpose: string; readonly more: string } | null;
}

/** A page that has to fit where it is shown, such as a comment: its parts say what gives way. */
export interface Page {
  /** What the page is found again by; never seen. */
  readonly marker: string;
  readonly title: string;
  readonly lead: readonly Block[];
  readonly parts: readonly PagePart[];
  readonly foot: readonly Block[];
  /** Where the whole of it is: `promptctl diff --format json`. */
  readonly whole: string;
  /** What it was made of and where, so that nobody takes an older page for a newer one. */
  readonly stamp?: Stamp;
}

export interface Stamp {
  /** The commit that is judged, in full. */
  readonly commit: string | null;
  /** The address of the run. */
  readonly run: string | null;
}

export interface PagePart {
  readonly title: string | null;
  /** Shown when somebody asks for it. */
  readonly folded: boolean;
  /** What one of its pieces is called, and several. */
  readonly noun: readonly [string, string];
  /** The last piece gives way first. Neighbours that are tables with the same columns are one table. */
  readonly pieces: readonly (readonly Block[])[];
  /** Parts with a low number give way first. */
  readonly stays: number;
}

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
  /** What is to say about lines of files. */
  readonly notices?: readonly Notice[];
  /** The few lines that matter beside the verdict, where there is room for no more: a message in a chat. */
  readonly brief?: readonly string[];
  /** The report as a comment to a change, instead of the blocks; made when somebody wants it. */
  readonly page?: () => Page;
  /** Golden tasks that were run, one by one, for formats that show each of them. */
  readonly tested?: Tested;
  /** Two sides that were compared, metric by metric, for formats that draw each of them. */
  readonly analysed?: Analysed;
  /** What could not be told where it was to be told: never a reason for another answer. */
  readonly untold?: readonly string[];
  /** How it is said where nobody asked for a format; default: for people. */
  readonly spoken?: "github";
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
export const code = (text: string, language?: "json" | "yaml"): Block => ({
  kind: "code",
  text,
  ...(language === undefined ? {} : { language }),
});
export const words = (runs: readonly Words[]): Block => ({ kind: "words", runs });
export const item = (title: readonly Cell[], blocks: readonly Block[]): Block => ({ kind: "item", title, blocks });

/** Blocks under a heading, or nothing where there is nothing to say. */
export function section(title: string, blocks: readonly Block[], level: HeadingLevel = 3): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title, level), ...blocks];
}
