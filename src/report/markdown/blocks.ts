import { type Block, type Cell, textOf } from "../report.ts";
import { escapeText, fenced } from "./escape.ts";
import { changedLines } from "./changed-lines.ts";

/** Blocks one below the other; neighbours that are tables with the same columns are one table. */
export function sayBlocks(blocks: readonly Block[]): string {
  return joinTables(blocks).map(sayBlock).join("\n\n");
}

function joinTables(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.kind === "table" && block.kind === "table" && last.columns.join("\n") === block.columns.join("\n")) {
      joined[joined.length - 1] = { ...last, rows: [...last.rows, ...block.rows] };
    } else if (last?.kind === "list" && block.kind === "list") {
      joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] };
    } else joined.push(block);
  }
  return joined;
}

function sayBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${escapeText(block.text)}`;
    case "text":
      return sayCell(block.text);
    case "list":
      return block.items.map((item) => `- ${sayCell(item).replaceAll("\n", "\n  ")}`).join("\n");
    case "code":
      return fenced(block.text, block.language);
    case "table":
      return [
        `| ${block.columns.map(cellText).join(" | ")} |`,
        `|${block.columns.map(() => " --- |").join("")}`,
        ...block.rows.map((row) => `| ${row.map(cellText).join(" | ")} |`),
      ].join("\n");
    case "words":
      return fenced(changedLines(block.runs).join("\n"), "diff");
    case "item":
      return [`**${block.title.map(sayCell).join(" · ")}**`, ...block.blocks.map(sayBlock)].join("\n\n");
  }
}

/** A row is one line. */
function cellText(cell: Cell): string {
  return sayCell(cell).replaceAll("\n", "<br>");
}

function sayCell(cell: Cell): string {
  return escapeText(textOf(cell));
}
