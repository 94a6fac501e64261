import { type Block, type Cell, type Report, textOf } from "../report.ts";

/** For pull requests and wikis: the verdict first, where a reader begins. */
export function sayMarkdown(report: Report): string {
  const mark = { yes: "✅", no: "❌", unknown: "⚠️" }[report.answer];
  return `${[`**${mark} ${escape(report.verdict)}**`, ...report.blocks.map(sayBlock)].join("\n\n")}\n`;
}

function sayBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `### ${escape(block.text)}`;
    case "text":
      return sayCell(block.text);
    case "list":
      return block.items.map((item) => `- ${sayCell(item).replaceAll("\n", "\n  ")}`).join("\n");
    case "code":
      return fenced(block.text);
    case "table":
      return [
        `| ${block.columns.map(escape).join(" | ")} |`,
        `|${block.columns.map(() => " --- |").join("")}`,
        ...block.rows.map((row) => `| ${row.map((cell) => sayCell(cell).replaceAll("\n", "<br>")).join(" | ")} |`),
      ].join("\n");
  }
}

function sayCell(cell: Cell): string {
  return escape(textOf(cell));
}

/** A fence longer than any run of backticks inside: prompt text cannot break out of it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** Text of a prompt under review is data: no markup, no HTML, no mention of a person or an issue. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~]/g, "\\$&")
    .replaceAll(/(?<!\w)(@(?=\w)|#(?=\d))/g, "$1\u200B")
    .replaceAll(/^(\s*)([-+]|\d+\.)(?=\s)/gm, "$1\\$2");
}
