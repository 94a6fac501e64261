import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Answered } from "../../../core/regression/answer.ts";
import { summaryOf } from "../../../core/statistics/summary.ts";
import { tableOf } from "../../html/blocks.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { sayAnswer, saySide } from "./compared.ts";
import { type PageMeasure, pageMeasures, sayGrowth, sayNumbers, type Sides, sidesOf } from "./measures.ts";
import { plotOf, plotTitle } from "./plot.ts";

/** What the runs used, with a plot where there is more than one of them. */
export function sayUsage(result: KeptResult, answers: readonly Answered[]): Markup | null {
  const used = pageMeasures.flatMap((measure) => {
    const sides = sidesOf(result, measure);
    return sides.base.length + sides.head.length < 2 ? [] : [{ measure, sides }];
  });
  if (used.length === 0) return null;
  const hasBase = used.some(({ sides }) => sides.base.length > 0);
  // One run on a side is no distribution.
  const isMany = used.some(({ sides }) => Math.max(sides.base.length, sides.head.length) > 1);
  const columns = hasBase ? ["uses", "base", "head", "change"] : ["uses", "median", "range"];
  return tableOf(
    `what the runs of ${nameOfResult(result)} used`,
    [...columns, ...(isMany ? [plotTitle] : [])],
    used.map(({ measure, sides }) => [
      markup`<span class="nowrap">${measure.name}</span>`,
      ...(hasBase ? besideBase(measure, sides, answers) : alone(measure, sides)),
      ...(isMany ? [plotOf(measure, sides)] : []),
    ]),
  );
}

function alone(measure: PageMeasure, { head }: Sides): readonly Markup[] {
  const { say } = measure;
  const range = head.length === 0 ? "–" : `${say(Math.min(...head))} to ${say(Math.max(...head))}`;
  return [saySide(sayNumbers(measure, summaryOf(head))), markup`<span class="nowrap">${range}</span>`];
}

/** With the verdict where there is one: few runs have none. */
function besideBase(measure: PageMeasure, sides: Sides, answers: readonly Answered[]): readonly Markup[] {
  const answered = answers.find(({ metric }) => metric === measure.metric);
  return [
    saySide(sayNumbers(measure, summaryOf(sides.base))),
    saySide(sayNumbers(measure, summaryOf(sides.head)), "strong"),
    markup`<span class="nowrap">${sayGrowth(sides) ?? ""}</span>${answered === undefined ? null : markup`<div class="facts">${sayAnswer(answered)}</div>`}`,
  ];
}
