import { type Markup, markup } from "../../html/markup.ts";
import { medianOf, type PageMeasure, type Sides } from "./measures.ts";

const width = 240;
const edge = 6;
const row = 16;

/** A dot for each run and a line at the median, from 0 on; hollow dots are the base. Said in words, too. */
export function plotOf(measure: PageMeasure, sides: Sides): Markup {
  const most = Math.max(...sides.base, ...sides.head);
  const x = (amount: number): string => (edge + (most === 0 ? 0 : amount / most) * (width - 2 * edge)).toFixed(1);
  const rows = (["base", "head"] as const).filter((side) => sides[side].length > 0);
  const size = sizeOf(rows.length * row + 2);
  return markup`<svg class="plot" role="img" aria-label="${describe(measure, sides)}" ${size}>
    ${rows.map((side, at) => rowOf(side, sides[side], at * row + row / 2 + 1, x))}
  </svg>`;
}

function sizeOf(height: number): Markup {
  return markup`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
}

/** Runs that used the same are one dot: thousands of them have not more places than that. */
function rowOf(side: keyof Sides, samples: readonly number[], y: number, x: (amount: number) => string): Markup {
  const places = [...new Set(samples.map(x))];
  const median = x(medianOf(samples) ?? 0);
  return markup`<line class="axis" x1="${edge}" y1="${y}" x2="${width - edge}" y2="${y}" />
    ${places.map((place) => markup`<circle class="${side}" cx="${place}" cy="${y}" r="4" />`)}
    <line class="median" x1="${median}" y1="${y - 7}" x2="${median}" y2="${y + 7}" />`;
}

function describe({ name, say }: PageMeasure, { base, head }: Sides): string {
  const side = (samples: readonly number[]): string =>
    `${say(Math.min(...samples))} to ${say(Math.max(...samples))}, median ${say(medianOf(samples) ?? 0)}`;
  if (base.length === 0) return `${name} of ${head.length} runs: ${side(head)}`;
  return `${name}: base ${side(base)}; head ${head.length === 0 ? "not measured" : side(head)}`;
}
