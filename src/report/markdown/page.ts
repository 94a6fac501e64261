import { count } from "../../core/text.ts";
import { type Block, type Cell, heading, type Page, type PagePart, paragraph, textOf } from "../report.ts";
import { sayBlocks } from "./blocks.ts";
import { escapeText, fenced } from "./escape.ts";

/** What GitHub takes is 65,536 characters; an action may add to a comment. */
const most = 60_000;

/** A page that fits: parts give way in their order, piece by piece from the last, and it says what was left out. */
export function sayPage(page: Page): string {
  const kept = new Map(page.parts.map((part) => [part, mostThatCould(part)]));
  for (const part of page.parts.toSorted((left, right) => left.stays - right.stays)) {
    if (sayWith(page, kept).length <= most) break;
    kept.set(
      part,
      mostThatFits(kept.get(part) ?? 0, (number) => sayWith(page, kept, [part, number]).length <= most),
    );
  }
  return sayWith(page, kept);
}

/** Not all of a million need to be tried: each takes at least the room of its texts. */
function mostThatCould({ pieces }: PagePart): number {
  let room = most;
  const last = pieces.findIndex((blocks) => {
    room -= blocks.reduce((sum, block) => sum + leastLength(block), 0);
    return room < 0;
  });
  return last < 0 ? pieces.length : last;
}

function leastLength(block: Block): number {
  switch (block.kind) {
    case "table":
      return lengthOf(block.rows.flat());
    case "list":
      return lengthOf(block.items);
    case "item":
      return block.blocks.reduce((sum, one) => sum + leastLength(one), lengthOf(block.title));
    case "words":
      return lengthOf(block.runs.map(({ text }) => text.trim()));
    default:
      return textOf(block.text).trim().length;
  }
}

function lengthOf(cells: readonly Cell[]): number {
  return cells.reduce<number>((sum, cell) => sum + textOf(cell).trim().length, 0);
}

/** The highest number below all of them that fits; 0 where none does. */
function mostThatFits(all: number, fits: (number: number) => boolean): number {
  let [low, high] = [0, all - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

type Kept = ReadonlyMap<PagePart, number>;

function sayWith(page: Page, kept: Kept, [tried, number]: readonly [PagePart | null, number] = [null, 0]): string {
  const keptOf = (part: PagePart): number => (part === tried ? number : (kept.get(part) ?? 0));
  const cut = page.parts.flatMap((part) => {
    const left = part.pieces.length - keptOf(part);
    return left === 0 ? [] : [count(left, ...part.noun)];
  });
  const notice =
    cut.length === 0
      ? []
      : [
          sayBlocks([paragraph(`Left out, because a comment has an end: ${cut.join(", ")}. All of it:`)]),
          fenced(page.whole, "sh"),
        ];
  return `${[
    `<!-- ${page.marker.replaceAll(/[^\w./:= -]/g, "?").replaceAll(/-{2,}/g, "-")} -->`,
    `## ${escapeText(page.title)}`,
    sayBlocks(page.lead),
    ...notice,
    ...sayParts(
      page.parts
        .filter((part) => keptOf(part) > 0)
        .map((part) => ({ ...part, pieces: part.pieces.slice(0, keptOf(part)) })),
    ),
    "---",
    sayBlocks(page.foot),
  ]
    .filter((piece) => piece !== "")
    .join("\n\n")}\n`;
}

/** Parts that stand open run on, so that rows of two of them are one table. */
function sayParts(parts: readonly PagePart[]): readonly string[] {
  const said: string[] = [];
  let open: Block[] = [];
  for (const { title, folded, pieces } of parts) {
    if (!folded) {
      open.push(...(title === null ? [] : [heading(title)]), ...pieces.flat());
      continue;
    }
    said.push(
      sayBlocks(open),
      `<details><summary>${asHtml(title ?? "")}</summary>`,
      sayBlocks(pieces.flat()),
      "</details>",
    );
    open = [];
  }
  return [...said, sayBlocks(open)];
}

/** In HTML, backslashes escape nothing. */
function asHtml(text: string): string {
  return escapeText(text)
    .replaceAll(/\\([\\`*_[\]<>|~])/g, (_, sign: string) => `&#${sign.codePointAt(0) ?? 0};`)
    .replaceAll("\n", " ");
}
