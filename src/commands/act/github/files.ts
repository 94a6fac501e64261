import { appendFile } from "node:fs/promises";
import { sayCause } from "../../../core/failure.ts";
import { sayMarkdown } from "../../../report/formats/markdown.ts";
import { sayPage } from "../../../report/markdown/page.ts";
import type { Page, Report } from "../../../report/report.ts";
import { fileBytes } from "../../../world/files.ts";
import type { Clock } from "../../../world/clock.ts";

/**
 * The report in the summary of the step, behind what other programs of it wrote.
 *
 * @returns why it could not be told, or `null`
 */
export async function writeSummary(file: string, report: Report, page: Page | null): Promise<string | null> {
  const room = mostOfSummary - (await fileBytes(file).catch(() => 0)) - 2;
  const text = page === null ? sayMarkdown(report) : fitting(page, room);
  if (bytesOf(text) > room) return "the summary of this step has no room left for the report";
  return append(file, `${text}\n`);
}

/** GitHub shows nothing of a summary above 1 MiB, and says so only in the log. */
const mostOfSummary = 1024 * 1024;

/** Pages are measured in characters, of which one may be three bytes. */
function fitting(page: Page, room: number): string {
  let most = Math.max(room, least);
  for (;;) {
    const text = sayPage(page, most);
    const bytes = bytesOf(text);
    if (bytes <= room || most === least) return text;
    most = Math.max(least, Math.floor((most * room * 0.98) / bytes));
  }
}

/** What a page is without its parts. */
const least = 1_000;

/**
 * Outputs of the step. A delimiter that nobody can know keeps a value from saying where it ends.
 *
 * @returns why it could not be told, or `null`
 */
export function writeOutputs(
  file: string,
  outputs: Readonly<Record<string, string>>,
  clock: Clock,
): Promise<string | null> {
  const said = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `promptctl_${clock.unique()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  return append(file, said.join(""));
}

async function append(file: string, text: string): Promise<string | null> {
  try {
    await appendFile(file, text);
    return null;
  } catch (error) {
    return `${file} could not be written: ${sayCause(error)}`;
  }
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
