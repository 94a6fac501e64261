import { type Block, type Cell, textOf } from "../report.ts";
import { escapeText, fenced } from "./escape.ts";
import { changedLines } from "./changed-lines.ts";

/** A block as Markdown, and how it stands beside its like. */
export interface Said {
  /** What neighbours share that are one: the first lines of a table. `null` where each stands alone. */
  readonly head: string | null;
  readonly body: string;
}

/** Blocks one below the other. */
export function sayBlocks(blocks: readonly Block[]): string {
  return joinSaid(blocks.map(sayBlock));
}

/** Neighbours that are tables with the same columns are one table, and lists are one list. */
export function joinSaid(said: readonly Said[]): string {
  return said
    .map(({ head, body }, index) => {
      const before = said[index - 1];
      if (before === undefined) return `${head ?? ""}${body}`;
      return head !== null && before.head === head ? `\n${body}` : `\n\n${head ?? ""}${body}`;
    })
    .join("");
}

export function sayBlock(block: Block): Said {
  switch (block.kind) {
    case "heading":
      return alone(`${"#".repeat(block.level)} ${escapeText(block.text)}`);
    case "text":
      return alone(sayCell(block.text));
    case "list":
      return { head: "", body: block.items.map((item) => `- ${sayCell(item).replaceAll("\n", "\n  ")}`).join("\n") };
    case "code":
      return alone(fenced(block.text, block.language));
    case "table":
      return {
        head: `| ${block.columns.map(cellText).join(" | ")} |\n|${block.columns.map(() => " --- |").join("")}\n`,
        body: block.rows.map((row) => `| ${row.map(cellText).join(" | ")} |`).join("\n"),
      };
    case "words":
      return alone(fenced(changedLines(block.runs).join("\n"), "diff"));
    case "item":
      return alone(
        `**${block.title.map((cell) => oneLine(sayCell(cell))).join(" · ")}**\n\n${sayBlocks(block.blocks)}`.trimEnd(),
      );
  }
}

function alone(body: string): Said {
  return { head: null, body };
}

/** Two line breaks would end what is strong. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

/** A row is one line. */
function cellText(cell: Cell): string {
  return sayCell(cell).replaceAll("\n", "<br>");
}

function sayCell(cell: Cell): string {
  return escapeText(textOf(cell));
}
