import type { Measured, MetricResult } from "../../../core/analysis/comparison.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { changeIn, sayChange, sayMetric } from "../../../core/analysis/words.ts";
import { outcomeWords, sayTolerated } from "../words.ts";
import { type Axis, type Change, changeOf, differenceAxis, ratioAxis } from "./axis.ts";
import { boxAt, drawingOf, lineAt, signAt, textAt } from "./draw.ts";
import { signOf, toneOf } from "./outcome.ts";

/** A metric with the place on this page where it is told. */
export interface MetricItem {
  readonly result: MetricResult;
  readonly anchor: string;
}

/** What changed and how sure that is, all metrics over one axis, with what is tolerated behind. */
export function sayForests(items: readonly MetricItem[]): readonly Markup[] {
  return [
    ...forestOf(items, "amounts", ratioAxis, "How many times as much head has"),
    ...forestOf(items, "shares", differenceAxis, "How many more of 100 sessions have it, in points"),
    markup`<p class="facts">A sign is the estimate, the line is where the truth may lie, however often one looks (an arrow: it goes on). The shaded ground is what is tolerated, the dashed line no change.</p>`,
  ];
}

function forestOf(
  items: readonly MetricItem[],
  kind: Measured["kind"],
  axisOf: (changes: readonly Change[]) => Axis,
  title: string,
): readonly Markup[] {
  const rows = items.flatMap(({ result, anchor }) => {
    const { measured } = result;
    return measured?.kind === kind ? [{ result, anchor, measured, change: changeOf(result, measured) }] : [];
  });
  if (rows.length === 0) return [];
  const axis = axisOf(rows.map(({ change }) => change));
  return [
    markup`<h3>${title}</h3>
      <ul class="forest">
        ${rows.map(
          ({ result, anchor, measured, change }) =>
            markup`<li>
              <p class="of">
                <a href="#${anchor}">${sayMetric(result.name)}</a>
                <span class="outcome ${toneOf(result)}">${signOf(result)} ${outcomeWords[result.outcome]}</span>
              </p>
              ${drawnOf(result, measured, change, axis)}
              <p class="by">${sayEstimate(measured)}</p>
            </li>`,
        )}
        <li class="scale" aria-hidden="true">
          <svg class="drawing" width="100%" height="18">${axis.ticks.map(({ change, says }) => textAt(axis.place(change), 13, says))}</svg>
        </li>
      </ul>`,
  ];
}

function sayEstimate(measured: Measured): Markup {
  const { estimate, range } = changeIn(measured);
  return markup`<strong>${estimate}</strong>${range === "" ? null : markup` <span class="facts">${range}</span>`}`;
}

const height = 26;
const middle = height / 2;

function drawnOf(result: MetricResult, measured: Measured, change: Change, axis: Axis): Markup {
  const { estimate, tolerated } = change;
  const says = `${sayMetric(result.name)}: ${sayChange(measured)}, tolerated ${sayTolerated(result)}`;
  return drawingOf("interval", height, says, [
    ...(tolerated === null
      ? []
      : [boxAt("tolerated", [end(axis, tolerated.low, 0), end(axis, tolerated.high, 1)], 0, height)]),
    ...axis.ticks.map((tick) => lineAt("tick", both(axis.place(tick.change)), [0, height])),
    lineAt("none", both(axis.place(axis.none)), [0, height]),
    ...(estimate === null
      ? []
      : [
          ...reachOf(change, axis),
          signAt(`mark ${result.outcome}`, axis.place(estimate), middle, marks[result.outcome]),
        ]),
  ]);
}

/** A line from end to end, with an arrow where it goes on. */
function reachOf({ estimate, low, high }: Change, axis: Axis): readonly Markup[] {
  if (low === null && high === null) return [];
  const [from, to] = [end(axis, low, 0), end(axis, high, 1)];
  return [
    lineAt("reach", [from, to], [middle, middle]),
    isOpen(low, from, estimate)
      ? signAt("open", from, middle, "M5 -4L0 0L5 4")
      : lineAt("reach", both(from), [middle - 4, middle + 4]),
    isOpen(high, to, estimate)
      ? signAt("open", to, middle, "M-5 -4L0 0L-5 4")
      : lineAt("reach", both(to), [middle - 4, middle + 4]),
  ];
}

function isOpen(known: number | null, at: number, estimate: number | null): boolean {
  return known === null || estimate === null || at <= 0 || at >= 1;
}

function end(axis: Axis, change: number | null, open: 0 | 1): number {
  return change === null || !Number.isFinite(change) ? open : axis.place(change);
}

function both(at: number): readonly [number, number] {
  return [at, at];
}

/** Outcomes have shapes: colour is not all that tells them apart. */
const marks: Readonly<Record<MetricResult["outcome"], string>> = {
  fail: "M-5 -5H5V5H-5Z",
  error: "M-5 -5H5V5H-5Z",
  inconclusive: "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
  "no data": "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
  pass: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
};
