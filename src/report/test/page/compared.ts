import type { Answered } from "../../../core/regression/answer.ts";
import type { ComparedSides } from "../../../core/regression/compare-sides.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import { isCompared, type Standing } from "../../../core/golden/results/standing.ts";
import { groupBy } from "../../../core/group.ts";
import { count } from "../../../core/text.ts";
import { sayBlocks, tableOf } from "../../html/blocks.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { limitNotes, ofItsOwn } from "../comparison-notes.ts";
import { metricNames, sayChange, sayVerdict, type SideSaid, sidesIn } from "../comparison-words.ts";
import { textOf, toneOf } from "../../report.ts";
import { weakenedBy } from "../standing.ts";
import { medianOf, type PageMeasure, pageMeasures, sayNumbers, type Sides, sidesOf } from "./measures.ts";
import { plotOf, plotTitle } from "./plot.ts";
import type { TaskItem } from "./task-item.ts";

/** What the base does beside this, over all tasks; then which tasks stand how, and what got better in single ones. */
export function sayCompared(
  compared: ComparedSides,
  items: readonly TaskItem[],
  base: string | null,
): readonly Markup[] {
  const { overall, tasks } = compared;
  const better = tasks.filter(({ comparison }) => comparison.verdict === "improvement");
  const more = tasks.filter(({ comparison, decides }) => comparison.verdict === "regression" && !decides);
  return [
    ...(overall.length === 0
      ? []
      : [
          markup`<p class="text">${count(compared.compared, "task")} ran on both sides${base === null ? "" : `, at ${base} and here`}. Each counts once, by the median of its runs.</p>`,
          tableOf(
            "base against head, over all tasks",
            ["over all tasks", "base", "head", "change", "verdict", plotTitle],
            overall.map((one) => overallRow(one, items)),
          ),
          markup`<p class="facts">${legend}</p>`,
        ]),
    ...sayBlocks(limitNotes(compared)),
    ...sayStandings(items),
    ...folded("Better in single tasks", better),
    ...folded("More in single tasks, which does not decide", more),
  ];
}

const legend =
  "Numbers are medians, and the 95th percentile where there are enough. The effect goes from −1, head is below the base " +
  "throughout, to +1, it is above. Of passes more is better, of everything else less.";

/** The medians of all tasks that were run on both sides: what the answer over all tasks rests on. */
export function sidesOverAll(items: readonly TaskItem[], measure: PageMeasure): Sides {
  const pairs = items.flatMap(({ result }) => {
    if (result.quarantine !== null || !isCompared(result.standing)) return [];
    const sides = sidesOf(result, measure);
    const [base, head] = [medianOf(sides.base), medianOf(sides.head)];
    return base === null || head === null ? [] : [{ base, head }];
  });
  return { base: pairs.map(({ base }) => base), head: pairs.map(({ head }) => head) };
}

function overallRow(one: Answered, items: readonly TaskItem[]): readonly Markup[] {
  const { metric, comparison, decides } = one;
  const measure = pageMeasures.find((each) => each.metric === metric);
  return [
    markup`${metricNames[metric]}${decides ? null : markup`<div class="facts">does not decide</div>`}`,
    ...saySides(one),
    markup`<span class="nowrap">${sayChange(comparison)}</span>`,
    sayAnswer(one),
    measure === undefined ? markup`` : plotOf(measure, sidesOverAll(items, measure), "task"),
  ];
}

/** Both sides of an answer, in the words of this page. */
export function saySides({ metric, comparison }: Answered): readonly [base: Markup, head: Markup] {
  const measure = pageMeasures.find((each) => each.metric === metric);
  const [base, head] =
    comparison.kind === "outcomes" || measure === undefined
      ? sidesIn(metric, comparison)
      : [sayNumbers(measure, comparison.base), sayNumbers(measure, comparison.head)];
  return [saySide(base), saySide(head, "strong")];
}

/** A number, and below it how far it reaches. */
export function saySide({ number, range }: SideSaid, tone = ""): Markup {
  return markup`<span class="${tone} nowrap">${number}</span>${range === "" ? null : markup`<div class="facts nowrap">${range}</div>`}`;
}

/** A verdict with its sign: colour is not all that tells them apart. */
export function sayAnswer({ comparison, decides }: Answered): Markup {
  const cell = sayVerdict(comparison, decides);
  return markup`<span class="answer ${toneOf(cell)}">${signOf(comparison)} ${textOf(cell)}</span>`;
}

/** Which way it went, where that is more than chance. */
export function signOf({ kind, verdict }: Answered["comparison"]): "▲" | "▼" | "" {
  if (verdict !== "regression" && verdict !== "improvement") return "";
  return (verdict === "regression") === (kind === "amounts") ? "▲" : "▼";
}

const kinds: readonly (readonly [Standing["kind"], string])[] = [
  ["removed", "Gone here, and run as the base has them"],
  ["weakened", "Prove less here, and run as the base has them"],
  ["changed", "Ask something else, and are not compared"],
  ["added", "New, and not compared"],
  ["same", "Of contracts and programs that are those of the base"],
];

function sayStandings(items: readonly TaskItem[]): readonly Markup[] {
  const groups = groupBy(items, ({ result }) => result.standing?.kind ?? "");
  return kinds.flatMap(([kind, title]) => {
    const group = groups.find(([first]) => first?.result.standing?.kind === kind) ?? [];
    if (group.length === 0) return [];
    return [
      markup`<details class="run">
        <summary>${title}: ${count(group.length, "task")}</summary>
        ${kind === "removed" || kind === "weakened" ? markup`<p class="text">${ofItsOwn}</p>` : null}
        <ul class="text">
          ${group.slice(0, shown).map(({ result }) => markup`<li>${nameOfResult(result)}${weakenedBy(result.standing).map((why) => markup`<div class="facts">${why}</div>`)}</li>`)}
        </ul>
        ${andMore(group.length - shown)}
      </details>`,
    ];
  });
}

function folded(title: string, told: readonly (Answered & { readonly task: string })[]): readonly Markup[] {
  if (told.length === 0) return [];
  return [
    markup`<details class="run">
      <summary>${title}: ${count(told.length, "time")}</summary>
      ${tableOf(
        title,
        ["task", "what", "base", "head", "change", "verdict"],
        told.slice(0, shown).map(({ task, ...one }) => {
          return [
            markup`${task}`,
            markup`<span class="nowrap">${metricNames[one.metric]}</span>`,
            ...saySides(one),
            markup`<span class="nowrap">${sayChange(one.comparison)}</span>`,
            sayAnswer(one),
          ];
        }),
      )}
      ${andMore(told.length - shown)}
    </details>`,
  ];
}

/** More lines than that are not read. */
const shown = 200;

function andMore(number: number): Markup | null {
  return number <= 0 ? null : markup`<p class="dim">and ${count(number, "other")}</p>`;
}
