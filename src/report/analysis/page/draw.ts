import { type Markup, markup } from "../../html/markup.ts";

/**
 * Drawings are as wide as the page lets them be: places across are percentages, heights are pixels, and no text or line is
 * ever stretched.
 */
export function drawingOf(kind: string, height: number, says: string, content: readonly Markup[]): Markup {
  return markup`<svg class="drawing ${kind}" role="img" aria-label="${says}" width="100%" height="${height}"><title>${says}</title>${content}</svg>`;
}

export function boxAt(
  kind: string,
  [from, to]: readonly [from: number, to: number],
  y: number,
  height: number,
): Markup {
  return markup`<rect class="${kind}" x="${percent(from)}" y="${rounded(y)}" width="${percent(to - from)}" height="${rounded(height)}" />`;
}

export function lineAt(
  kind: string,
  [from, to]: readonly [from: number, to: number],
  [top, bottom]: readonly [top: number, bottom: number],
): Markup {
  return markup`<line class="${kind}" x1="${percent(from)}" x2="${percent(to)}" y1="${rounded(top)}" y2="${rounded(bottom)}" />`;
}

/** A path in pixels around a place. */
export function signAt(kind: string, at: number, y: number, path: string): Markup {
  return markup`<svg x="${percent(at)}" y="${rounded(y)}" overflow="visible"><path class="${kind}" d="${path}" /></svg>`;
}

/** At the ends of a drawing a text stays in it. */
export function textAt(at: number, y: number, text: string): Markup {
  const anchor = at < 0.06 ? "start" : at > 0.94 ? "end" : "mid";
  return markup`<text class="${anchor}" x="${percent(at)}" y="${y}">${text}</text>`;
}

/** From 0 to 1. */
function percent(share: number): string {
  return `${rounded(share * 100)}%`;
}

function rounded(number: number): number {
  return Number(number.toFixed(2));
}
