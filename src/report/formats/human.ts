import { inert } from "../layout/inert.ts";
import { markWords } from "../layout/mark-words.ts";
import { columnWidths, gap } from "../layout/columns.ts";
import { wrap } from "../layout/wrap.ts";
import { sayDocument } from "./json.ts";
import { type Block, type Cell, type HeadingLevel, type Report, textOf, toned, type Tone, toneOf } from "../report.ts";

/** How a tone looks: colours on a terminal, nothing elsewhere. */
export type Paint = (tone: Tone, text: string) => string;

/** For a terminal: the details, and the verdict last, where the eye is. */
export function sayHuman(report: Report, paint: Paint, width: number): string {
  if (report.document !== undefined) return sayDocument(report.document);
  const details = sayBlocks(report.blocks, paint, width);
  return `${details}${details === "" ? "" : "\n\n"}${sayVerdict(report, paint, width)}\n`;
}

export function sayBlocks(blocks: readonly Block[], paint: Paint, width: number): string {
  return blocks.map((block) => sayBlock(block, paint, width)).join("\n\n");
}

function sayVerdict({ answer, verdict }: Report, paint: Paint, width: number): string {
  const [mark, tone] = (
    { yes: ["✔", "good"], no: ["✘", "bad"], unknown: ["?", "warn"], stopped: ["■", "warn"] } as const
  )[answer];
  return `${paint(tone, mark)} ${wrap(inert(verdict), width - 2).join("\n  ")}`;
}

function sayBlock(block: Block, paint: Paint, width: number): string {
  switch (block.kind) {
    case "heading":
      return sayHeading(inert(block.text), block.level, paint, width);
    case "text":
      return paintLines(block.text, wrap(inert(textOf(block.text)), width), paint).join("\n");
    case "list":
      return block.items
        .map((item) => `- ${paintLines(item, wrap(inert(textOf(item)), width - 2), paint).join("\n  ")}`)
        .join("\n");
    case "code":
      return inert(block.text)
        .split("\n")
        .map((line) => `  ${line}`.trimEnd())
        .join("\n");
    case "table":
      return sayTable(block.columns, block.rows, paint, width);
    case "words":
      return markWords(block.runs, width)
        .map((line) => line.map(({ kind, text }) => paint(toneOfWords[kind], text)).join(""))
        .join("\n");
    case "item":
      return sayItem(block.title, block.blocks, paint, Math.min(width, measure));
  }
}

const toneOfWords = { same: "plain", removed: "bad", added: "good" } as const;

/** Longer lines are hard to come back from, however wide the screen is. */
const measure = 120;

/** What belongs together stands together, a little to the right of its title. */
function sayItem(title: readonly Cell[], blocks: readonly Block[], paint: Paint, width: number): string {
  const head = title.map((cell) => paintLines(cell, [inert(textOf(cell))], paint).join("")).join("  ");
  const said = blocks.map((block) => sayBlock(block, paint, width - 2)).join("\n");
  return said === "" ? head : `${head}\n${said.replaceAll(/^(?=.)/gm, "  ")}`;
}

/** The lines beneath tell titles from parts where there are no colours; small headings may be long. */
function sayHeading(text: string, level: HeadingLevel, paint: Paint, width: number): string {
  if (level === 3) return paintLines(toned("strong", text), wrap(text, width), paint).join("\n");
  return `${paint("strong", text)}\n${{ 1: "=", 2: "-" }[level].repeat([...text].length)}`;
}

function sayTable(columns: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint, width: number): string {
  const cells = [columns.map((text): Cell => ({ text, tone: "dim" })), ...rows];
  const texts = cells.map((row) => row.map((cell) => inert(textOf(cell))));
  const widths = columnWidths(texts, width);
  return cells.flatMap((row, at) => sayRow(row, texts[at] ?? [], widths, paint)).join("\n");
}

/** Ten thousand rows are said before anybody sees the first: a row is laid out when it is said, and then forgotten. */
function sayRow(
  row: readonly Cell[],
  texts: readonly string[],
  widths: readonly number[],
  paint: Paint,
): readonly string[] {
  const wrapped = texts.map((text, index) => wrap(text, widths[index] ?? 0));
  const height = wrapped.reduce((most, lines) => Math.max(most, lines.length), 0);
  const said: string[] = [];
  for (let line = 0; line < height; line += 1) {
    let across = "";
    for (const [index, cell] of row.entries()) {
      const text = wrapped[index]?.[line] ?? "";
      across += paintLine(cell, text, paint) + " ".repeat(Math.max(0, (widths[index] ?? 0) - text.length) + gap);
    }
    said.push(across.trimEnd());
  }
  return said;
}

/** Layout first, colour last: escape codes have no width, and indentation has no colour. */
function paintLines(cell: Cell, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.map((line) => paintLine(cell, line, paint));
}

function paintLine(cell: Cell, line: string, paint: Paint): string {
  const tone = toneOf(cell);
  const content = tone === "plain" ? "" : line.trimStart();
  return content === "" ? line : line.slice(0, line.length - content.length) + paint(tone, content);
}
