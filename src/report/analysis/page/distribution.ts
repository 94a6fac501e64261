import type { Histogram, Measured } from "../../../core/analysis/comparison.ts";
import type { Pair } from "../../../core/statistics/samples.ts";
import type { Markup } from "../../html/markup.ts";
import { sides } from "../compared.ts";
import { sayAmount, sayMetric } from "../../../core/analysis/words.ts";
import { boxAt, drawingOf, lineAt, signAt, textAt } from "./draw.ts";

type Amounts = Extract<Measured, { readonly kind: "amounts" }>;

const height = 150;
const [top, foot] = [8, 122];

/**
 * How both sides are spread over the same bins: base as bars, head as steps before them; a line at each median and a mark
 * below at each 95th percentile. `null` where all are one value, or there are none.
 */
export function distributionOf(name: string, { histogram, ...measured }: Amounts): Markup | null {
  const { base, head, edges } = histogram;
  const most = Math.max(0, ...base, ...head);
  const bins = edges.length - 1;
  if (bins < 2 || most <= 0 || !Number.isFinite(most)) return null;
  const level = (share: number): number => foot - (share / most) * (foot - top);
  const across = (bin: number): readonly [number, number] => [bin / bins, (bin + 1) / bins];
  return drawingOf("spread", height, describe(name, measured), [
    ...base.flatMap((share, bin) => (share > 0 ? [boxAt("base", across(bin), level(share), foot - level(share))] : [])),
    ...head.flatMap((share, bin) => (share > 0 ? [boxAt("head", across(bin), level(share), foot - level(share))] : [])),
    ...stepsOf(head, level, across),
    lineAt("axis", [0, 1], [foot, foot]),
    ...sides.flatMap((side) => middleOf(side, measured[side], histogram)),
    ...ticksOf(name, edges),
  ]);
}

/** Along the upper edge of the bins, and up and down between them. */
function stepsOf(
  shares: readonly number[],
  level: (share: number) => number,
  across: (bin: number) => readonly [number, number],
): readonly Markup[] {
  return [...shares, 0].flatMap((share, bin) => {
    const before = shares[bin - 1] ?? 0;
    const [from] = across(bin);
    return [
      ...(share === before ? [] : [lineAt("head", [from, from], [level(before), level(share)])]),
      ...(share > 0 ? [lineAt("head", across(bin), [level(share), level(share)])] : []),
    ];
  });
}

function middleOf(
  side: keyof Pair<unknown>,
  { median, p95 }: Amounts["base"],
  { edges }: Histogram,
): readonly Markup[] {
  return [
    ...(median === null ? [] : [lineAt(`median ${side}`, twice(placeOf(median, edges)), [top - 6, foot])]),
    ...(p95 === null ? [] : [signAt(`p95 ${side}`, placeOf(p95, edges), foot, "M0 2l5 8h-10z")]),
  ];
}

function twice(at: number): readonly [number, number] {
  return [at, at];
}

/** Every bin is as wide as any other, whatever it holds; within one a value lies where its part of the bin ends. */
export function placeOf(value: number, edges: readonly number[]): number {
  const bins = edges.length - 1;
  const above = edges.findIndex((edge) => edge > value);
  if (above === 0) return 0;
  if (above === -1) return 1;
  const [low = 0, high = 0] = edges.slice(above - 1, above + 1);
  const part = low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return (above - 1 + part) / bins;
}

/** Five are enough to read the others from, and have room on a telephone. */
function ticksOf(name: string, edges: readonly number[]): readonly Markup[] {
  const bins = edges.length - 1;
  const number = Math.min(bins, 4);
  return Array.from({ length: number + 1 }, (_, at) => {
    const bin = Math.round((at * bins) / number);
    return textAt(bin / bins, height - 6, sayAmount(name, roundly(edges[bin] ?? 0)));
  });
}

/** An edge of a bin is nobody's number. */
function roundly(edge: number): number {
  return Number(edge.toPrecision(Math.abs(edge) < 10 ? 2 : 3));
}

function describe(name: string, { base, head }: Pair<Amounts["base"]>): string {
  const say = ({ median, p95 }: Amounts["base"]): string =>
    `median ${sayAmount(name, median)}${p95 === null ? "" : `, 95th percentile ${sayAmount(name, p95)}`}`;
  return `${sayMetric(name)}, how both sides are spread: base ${say(base)}; head ${say(head)}`;
}
