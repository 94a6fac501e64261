import { printable } from "../../core/place.ts";
import { type Block, type Cell, type Report, textOf, type Tone, toneOf } from "../report.ts";

/** How a tone looks: colours on a terminal, nothing elsewhere. */
export type Paint = (tone: Tone, text: string) => string;

/** For a terminal: the details, and the verdict last, where the eye is. */
export function sayHuman(report: Report, paint: Paint, width: number): string {
  const details = sayBlocks(report.blocks, paint, width);
  return `${details}${details === "" ? "" : "\n\n"}${sayVerdict(report, paint)}\n`;
}

export function sayBlocks(blocks: readonly Block[], paint: Paint, width: number): string {
  return blocks.map((block) => sayBlock(block, paint, width)).join("\n\n");
}

function sayVerdict({ answer, verdict }: Report, paint: Paint): string {
  const [mark, tone] = ({ yes: ["✔", "good"], no: ["✘", "bad"], unknown: ["?", "warn"] } as const)[answer];
  return `${paint(tone, mark)} ${printable(verdict)}`;
}

function sayBlock(block: Block, paint: Paint, width: number): string {
  switch (block.kind) {
    case "heading":
      return paint("strong", printable(block.text));
    case "text":
      return paintCell(block.text, paint, (text) => wrap(text, width));
    case "list":
      return block.items
        .map((item) => `- ${paintCell(item, paint, (text) => indent(wrap(text, width - 2), 2))}`)
        .join("\n");
    case "code":
      return indent(`  ${printable(block.text)}`, 2).replaceAll(/ +$/gm, "");
    case "table":
      return sayTable(block.columns, block.rows, paint, width);
  }
}

/** Columns as wide as they need to be; the last one takes what is left, and wraps. */
function sayTable(columns: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint, width: number): string {
  const header = columns.map((text): Cell => ({ text, tone: "dim" }));
  const widths = columns.map((_, index) =>
    Math.max(...[header, ...rows].map((row) => longestLine(textOf(row[index] ?? "")))),
  );
  const last = columns.length - 1;
  const taken = widths.slice(0, last).reduce((sum, column) => sum + column + 2, 0);
  const room = Math.max(16, width - taken);
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, index) =>
          index === last
            ? paintCell(cell, paint, (text) => indent(wrap(text, room), taken))
            : paintCell(cell, paint, (text) => text) +
              " ".repeat(Math.max(0, (widths[index] ?? 0) - textOf(cell).length)),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Layout first, colour last: escape codes have no width. */
function paintCell(cell: Cell, paint: Paint, lay: (text: string) => string): string {
  return lay(printable(textOf(cell)))
    .split("\n")
    .map((line) => {
      const content = line.trimStart();
      return line.slice(0, line.length - content.length) + (content === "" ? "" : paint(toneOf(cell), content));
    })
    .join("\n");
}

function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => {
      const lead = /^ */.exec(line)?.[0] ?? "";
      const lines: string[] = [];
      let current = "";
      for (const word of line.slice(lead.length).split(" ")) {
        if (current !== "" && lead.length + current.length + 1 + word.length > width) {
          lines.push(current);
          current = word;
        } else current = current === "" ? word : `${current} ${word}`;
      }
      return [...lines, current].map((text) => (text === "" ? "" : lead + text)).join("\n");
    })
    .join("\n");
}

function indent(text: string, by: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(by)}`);
}

function longestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}
