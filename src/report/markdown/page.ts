import { count } from "../../core/text.ts";
import { heading, type Page, type PagePart, paragraph, type Stamp } from "../report.ts";
import { joinSaid, type Said, sayBlock, sayBlocks } from "./blocks.ts";
import { escapeText, fenced } from "./escape.ts";

/** What GitHub takes is 65,536 characters; an action may add to a comment. */
export const mostOfComment = 60_000;

/** A page that fits: parts give way in their order, piece by piece from the last, and it says what was left out. */
export function sayPage(page: Page, most = mostOfComment): string {
  let parts: readonly SaidPart[] = page.parts.map((part) => sayPart(part, most));
  for (const [at, part] of [...parts.entries()].toSorted(([, left], [, right]) => left.stays - right.stays)) {
    if (sayWith(page, parts).length <= most) break;
    const cutTo = (number: number): readonly SaidPart[] =>
      parts.with(at, { ...part, pieces: part.pieces.slice(0, number) });
    parts = cutTo(mostThatFits(part.pieces.length, (number) => sayWith(page, cutTo(number)).length <= most));
  }
  return sayWith(page, parts);
}

/** A part with as many of its pieces as could be shown if it were alone. */
interface SaidPart extends Omit<PagePart, "pieces"> {
  readonly pieces: readonly (readonly Said[])[];
  readonly all: number;
}

function sayPart({ pieces, ...part }: PagePart, most: number): SaidPart {
  const said: (readonly Said[])[] = [];
  let room = most;
  for (const blocks of pieces) {
    const piece = blocks.map(sayBlock);
    room -= piece.reduce((sum, { body }) => sum + body.length, 0);
    if (room < 0) break;
    said.push(piece);
  }
  return { ...part, pieces: said, all: pieces.length };
}

/** The highest number below all of them that fits; 0 where none does. */
function mostThatFits(all: number, fits: (number: number) => boolean): number {
  let [low, high] = [0, Math.max(0, all - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sayWith(page: Page, parts: readonly SaidPart[]): string {
  return `${[
    sayMarker(page),
    `## ${escapeText(page.title)}`,
    sayBlocks(page.lead),
    ...sayCut(page, parts),
    ...sayParts(parts.filter(({ pieces }) => pieces.length > 0)),
    "---",
    sayBlocks(page.foot),
    ...sayStamp(page.stamp),
  ]
    .filter((piece) => piece !== "")
    .join("\n\n")}\n`;
}

/** The first line of a page, by which it is found again. */
export function sayMarker({ marker }: Pick<Page, "marker">): string {
  return `<!-- ${marker.replaceAll(/[^\w./:= -]/g, "?").replaceAll(/-{2,}/g, "-")} -->`;
}

function sayStamp(stamp: Stamp | undefined): readonly string[] {
  if (stamp === undefined) return [];
  const { commit, run } = stamp;
  const said = [
    ...(commit === null ? [] : [`updated for commit ${commit.slice(0, 12)}`]),
    // Brackets would end the link.
    ...(run === null ? [] : [`[this run](${run.replaceAll(/[^\w./:-]/g, encodeURIComponent)})`]),
  ];
  return said.length === 0 ? [] : [`<sub>${said.join(" · ")}</sub>`];
}

function sayCut({ whole }: Page, parts: readonly SaidPart[]): readonly string[] {
  const cut = parts.flatMap(({ pieces, all, noun }) => {
    return pieces.length === all ? [] : [count(all - pieces.length, ...noun)];
  });
  if (cut.length === 0) return [];
  const says = `Left out, because this place has an end: ${cut.join(", ")}. All of it:`;
  return [sayBlocks([paragraph(says)]), fenced(whole, "sh")];
}

/** Parts that stand open run on, so that rows of two of them are one table. */
function sayParts(parts: readonly SaidPart[]): readonly string[] {
  const said: string[] = [];
  let open: Said[] = [];
  for (const { title, folded, pieces } of parts) {
    if (!folded) {
      open.push(...(title === null ? [] : [sayBlock(heading(title))]), ...pieces.flat());
      continue;
    }
    const summary = `<details><summary>${asHtml(title ?? "")}</summary>`;
    said.push(joinSaid(open), summary, joinSaid(pieces.flat()), "</details>");
    open = [];
  }
  return [...said, joinSaid(open)];
}

/** In HTML, backslashes escape nothing. */
function asHtml(text: string): string {
  return escapeText(text)
    .replaceAll(/\\([\\`*_[\]<>|~])/g, (_, sign: string) => `&#${sign.codePointAt(0) ?? 0};`)
    .replaceAll("\n", " ");
}
