import { sayAnalysed } from "../analysis/page/page.ts";
import { sayBlocks } from "../html/blocks.ts";
import { documentOf } from "../html/document.ts";
import { type Markup, markup } from "../html/markup.ts";
import { verdictOf } from "../html/verdict.ts";
import type { Report } from "../report.ts";
import { sayTested } from "../test/page/page.ts";
import { sayDocument } from "./json.ts";

/** One file that is opened from disk: the verdict, then what it rests on. */
export async function sayHtml(report: Report): Promise<string> {
  const title = `promptctl ${report.command}: ${report.verdict}`;
  if (report.tested !== undefined) return documentOf(title, await sayTested(report, report.tested));
  if (report.analysed !== undefined) return documentOf(title, sayAnalysed(report, report.analysed));
  return documentOf(
    title,
    markup`${verdictOf(report)}
      <main>${bodyOf(report)}</main>`,
  );
}

function bodyOf({ blocks, document }: Report): readonly Markup[] {
  return document === undefined ? sayBlocks(blocks) : [markup`<pre tabindex="0">${sayDocument(document)}</pre>`];
}
