import { printable } from "../../core/place.ts";
import { type Block, type Cell, type Report, textOf } from "../report.ts";
import { sayDocument } from "./json.ts";

/** For pull requests the verdict comes first, where a reader begins; a page of a wiki begins with its title. */
export function sayMarkdown(report: Report): string {
  if (report.document !== undefined) return `${fenced(sayDocument(report.document).trimEnd())}\n`;
  const mark = { yes: "✅", no: "❌", unknown: "⚠️" }[report.answer];
  const verdict = `**${mark} ${escape(report.verdict)}**`;
  const [first, ...others] = report.blocks;
  const isPage = first?.kind === "heading" && first.level === 1;
  const parts = isPage
    ? [sayBlock(first), verdict, ...others.map(sayBlock)]
    : [verdict, ...report.blocks.map(sayBlock)];
  return `${parts.join("\n\n")}\n`;
}

function sayBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${escape(block.text)}`;
    case "text":
      return sayCell(block.text);
    case "list":
      return block.items.map((item) => `- ${sayCell(item).replaceAll("\n", "\n  ")}`).join("\n");
    case "code":
      return fenced(block.text);
    case "table":
      return [
        `| ${block.columns.map(cellText).join(" | ")} |`,
        `|${block.columns.map(() => " --- |").join("")}`,
        ...block.rows.map((row) => `| ${row.map(cellText).join(" | ")} |`),
      ].join("\n");
  }
}

/** A row is one line. */
function cellText(cell: Cell): string {
  return sayCell(cell).replaceAll("\n", "<br>");
}

function sayCell(cell: Cell): string {
  return escape(textOf(cell));
}

/** A fence longer than any run of backticks inside: prompt text cannot break out of it. */
function fenced(content: string): string {
  const text = printable(content.replaceAll(/\r\n?/g, "\n")).replaceAll(/^(\s*):(?=:)/gm, `$1:${invisible}`);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/**
 * Text of a prompt under review is data: no markup, no HTML, no mention of a person or an issue, no command
 * to the CI that shows it.
 */
function escape(text: string): string {
  return printable(text.replaceAll(/\r\n?/g, "\n"))
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*_[\]<>|~]/g, "\\$&")
    .replaceAll(/(?<![A-Za-z0-9])@(?=\w)/g, `@${invisible}`)
    .replaceAll(/#(?=\d)/g, `#${invisible}`)
    .replaceAll(/\bGH-(?=\d)/g, `GH${invisible}-`)
    .replaceAll(/^(\s*)(#|[-+](?=\s)|=|-)/gm, "$1\\$2")
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2")
    .replaceAll(/^(\s*):(?=:)/gm, "$1\\:");
}

/** A zero-width space: what it stands in is read as it was, and is no name any more. */
const invisible = "\u200B";
