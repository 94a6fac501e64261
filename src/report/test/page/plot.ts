import { count } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { medianOf, type PageMeasure, type Sides } from "./measures.ts";

const width = 260;
/** Where the names of sides end, and where the last dot may be. */
const [from, to] = [36, 252];
const dot = 5;
/** So many dots stand on each other; where more runs used the same, one dot is several of them. */
const tallest = 6;

/** What a plot stands under. */
export const plotTitle = "distribution (hollow: base, ▲ median)";

/**
 * Runs as dots over an axis from the lowest to the highest, those that used about the same on top of each other; a mark at
 * the median. Hollow dots are the base. Said in words, too.
 */
export function plotOf(measure: PageMeasure, sides: Sides, what = "run"): Markup {
  const axis = axisOf([...sides.base, ...sides.head]);
  const rows = (["base", "head"] as const)
    .filter((name) => sides[name].length > 0)
    .map((name) => ({ name, stacks: stacksOf(sides[name], axis), median: axis.place(medianOf(sides[name]) ?? 0) }));
  const most = Math.max(...rows.flatMap(({ stacks }) => [...stacks.values()]));
  const each = Math.ceil(most / tallest);
  let foot = 0;
  const drawn = rows.map((row, at) => {
    const height = Math.max(...[...row.stacks.values()].map((number) => Math.ceil(number / each))) * dot;
    foot += Math.max(height, 9) + (at === 0 ? 2 : 8);
    return rowOf(row, each, foot);
  });
  const scale = each === 1 ? "" : `each dot: ${count(each, what)}`;
  const ends = [
    textAt(from, foot + 16, "start", measure.say(axis.low)),
    textAt((from + to) / 2, foot + 16, "mid", scale),
    textAt(to, foot + 16, "end", axis.low === axis.high ? "" : measure.say(axis.high)),
  ];
  return markup`<svg class="plot" role="img" aria-label="${describe(measure, sides, what)}" ${sizeOf(foot + 19)}>
    ${drawn}${ends}
  </svg>`;
}

interface Axis {
  readonly low: number;
  readonly high: number;
  readonly place: (amount: number) => number;
}

/** What differs by less than a tenth looks as if it did. */
function axisOf(samples: readonly number[]): Axis {
  let [low, high] = [Infinity, -Infinity];
  for (const sample of samples) [low, high] = [Math.min(low, sample), Math.max(high, sample)];
  const span = Math.max(high - low, high / 10);
  const start = low - (span - (high - low)) / 2;
  return { low, high, place: (amount) => from + (span === 0 ? 0.5 : (amount - start) / span) * (to - from) };
}

/** How many samples are at which place. */
function stacksOf(samples: readonly number[], { place }: Axis): ReadonlyMap<number, number> {
  const stacks = new Map<number, number>();
  for (const sample of samples) {
    const at = Math.round((place(sample) - from) / dot);
    stacks.set(at, (stacks.get(at) ?? 0) + 1);
  }
  return stacks;
}

interface Row {
  readonly name: "base" | "head";
  readonly stacks: ReadonlyMap<number, number>;
  readonly median: number;
}

function rowOf({ name, stacks, median }: Row, each: number, foot: number): Markup {
  const dots = [...stacks].flatMap(([at, number]) =>
    Array.from({ length: Math.ceil(number / each) }, (_, level) =>
      circleAt(from + at * dot, foot - dot * (level + 0.5)),
    ),
  );
  const under = `M${median.toFixed(1)} ${foot + 1}l3 5h-6z`;
  return markup`${textAt(0, foot, "start", name)}${pathOf("axis", `M${from} ${foot}.5H${to}`)}
    ${pathOf(name, dots.join(""))}${pathOf("median", under)}`;
}

function textAt(x: number, y: number, anchor: string, text: string): Markup | null {
  return text === "" ? null : markup`<text class="${anchor}" x="${x}" y="${y}">${text}</text>`;
}

function pathOf(kind: string, line: string): Markup {
  return markup`<path class="${kind}" d="${line}" />`;
}

/** A circle of two arcs: a page may have a hundred thousand of them. */
function circleAt(x: number, y: number): string {
  return `M${x - 2.2} ${y}a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0`;
}

function sizeOf(height: number): Markup {
  return markup`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
}

function describe({ name, say }: PageMeasure, { base, head }: Sides, what: string): string {
  const side = (samples: readonly number[]): string =>
    `${say(Math.min(...samples))} to ${say(Math.max(...samples))}, median ${say(medianOf(samples) ?? 0)}`;
  if (base.length === 0) return `${name} of ${count(head.length, what)}: ${side(head)}`;
  return `${name}: base ${side(base)}; head ${head.length === 0 ? "not measured" : side(head)}`;
}
