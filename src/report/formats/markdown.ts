import { oneLine, sayBlocks } from "../markdown/blocks.ts";
import { escapeText, fenced } from "../markdown/escape.ts";
import { sayPage } from "../markdown/page.ts";
import type { Report } from "../report.ts";
import { sayDocument } from "./json.ts";

/** For pull requests the verdict comes first, where a reader begins; a page of a wiki begins with its title. */
export function sayMarkdown(report: Report): string {
  if (report.document !== undefined) return `${fenced(sayDocument(report.document).trimEnd())}\n`;
  if (report.page !== undefined) return sayPage(report.page());
  const mark = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" }[report.answer];
  const verdict = `**${mark} ${oneLine(escapeText(report.verdict))}**`;
  const [first, ...others] = report.blocks;
  const isPage = first?.kind === "heading" && first.level === 1;
  const parts = isPage ? [sayBlocks([first]), verdict, sayBlocks(others)] : [verdict, sayBlocks(report.blocks)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
