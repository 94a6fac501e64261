import { type Markup, markup } from "../../html/markup.ts";
import { medianOf, type PageMeasure, type Sides } from "./measures.ts";

const width = 240;
const edge = 6;
const row = 16;

/** A dot for each run and a line at the median, from 0 on; hollow dots are the base. Said in words, too. */
export function plotOf(measure: PageMeasure, sides: Sides): Markup {
  const most = Math.max(...sides.base, ...sides.head);
  const x = (amount: number): string => (edge + (most === 0 ? 0 : amount / most) * (width - 2 * edge)).toFixed(1);
  const rows = (
    [
      ["base", sides.base],
      ["head", sides.head],
    ] as const
  ).filter(([, samples]) => samples.length > 0);
  return markup`<svg
    class="plot"
    role="img"
    aria-label="${describe(measure, sides)}"
    width="${width}"
    height="${rows.length * row + 2}"
    viewBox="0 0 ${width} ${rows.length * row + 2}"
  >
    ${rows.map(([side, samples], at) => {
      const y = at * row + row / 2 + 1;
      const median = x(medianOf(samples) ?? 0);
      return markup`<line class="axis" x1="${edge}" y1="${y}" x2="${width - edge}" y2="${y}" />${[
        ...new Set(samples.map(x)),
      ].map((at) => markup`<circle class="${side}" cx="${at}" cy="${y}" r="4" />`)}<line
          class="median"
          x1="${median}"
          y1="${y - 7}"
          x2="${median}"
          y2="${y + 7}"
        />`;
    })}
  </svg>`;
}

function describe({ name, say }: PageMeasure, { base, head }: Sides): string {
  const side = (samples: readonly number[]): string =>
    `${say(Math.min(...samples))} to ${say(Math.max(...samples))}, median ${say(medianOf(samples) ?? 0)}`;
  if (base.length === 0) return `${name} of ${head.length} runs: ${side(head)}`;
  return `${name}: base ${side(base)}; head ${head.length === 0 ? "not measured" : side(head)}`;
}
