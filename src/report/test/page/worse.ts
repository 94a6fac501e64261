import type { Answered } from "../../../core/regression/answer.ts";
import type { ComparedSides } from "../../../core/regression/compare-sides.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import { count } from "../../../core/text.ts";
import { tableOf } from "../../html/blocks.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { worstFirst } from "../worst-first.ts";
import { metricNames, sayChance, sayChange } from "../comparison-words.ts";
import { pageMeasures, sidesOf } from "./measures.ts";
import { plotOf, plotTitle } from "./plot.ts";
import { saySides, sidesOverAll, signOf } from "./compared.ts";
import type { TaskItem } from "./task-item.ts";

/** Something that got worse so clearly that the answer is no. */
export interface Worse {
  readonly answered: Answered;
  /** `null` where it is so over all tasks. */
  readonly item: TaskItem | null;
  /** Where the task is told on this page. */
  readonly anchor: string | null;
  readonly plot: Markup | null;
}

/** With the place on this page where the task is told, and a plot. */
export function worseIn(
  compared: ComparedSides,
  items: readonly TaskItem[],
  anchored: ReadonlySet<TaskItem>,
): readonly Worse[] {
  const byName = new Map(items.map((item) => [nameOfResult(item.result), item]));
  return worstFirst(compared).map(({ task, ...answered }): Worse => {
    const item = byName.get(task ?? "") ?? null;
    const anchor = item !== null && anchored.has(item) ? item.anchor : null;
    const measure = pageMeasures.find(({ metric }) => metric === answered.metric);
    if (measure === undefined) return { answered, item, anchor, plot: null };
    const plot =
      item === null
        ? plotOf(measure, sidesOverAll(items, measure), "task")
        : plotOf(measure, sidesOf(item.result, measure));
    return { answered, item, anchor, plot };
  });
}

/** More rows than that are not read. */
const shown = 100;

export function sayWorse(worse: readonly Worse[]): readonly Markup[] {
  const left = worse.length - shown;
  return [
    tableOf(
      "what is worse than the base",
      ["task", "worse", "base", "head", plotTitle],
      worse.slice(0, shown).map(({ answered, item, anchor, plot }, at) => {
        const { metric, comparison } = answered;
        return [
          item === null
            ? markup`<strong>over all tasks</strong>`
            : nameOf(item, worse[at - 1]?.item === item ? null : anchor),
          markup`<span class="bad nowrap">${signOf(comparison)} ${metricNames[metric]}</span>
            <div class="facts nowrap">${[sayChange(comparison), sayChance(comparison)].filter((part) => part !== "").join(", ")}</div>`,
          ...saySides(answered),
          plot ?? markup``,
        ];
      }),
    ),
    ...(left <= 0
      ? []
      : [markup`<p class="dim">${count(left, "more regression")}: the table of every task marks them.</p>`]),
  ];
}

function nameOf({ result }: TaskItem, anchor: string | null): Markup {
  const name = nameOfResult(result);
  return anchor === null ? markup`${name}` : markup`<a href="#${anchor}">${name}</a>`;
}
