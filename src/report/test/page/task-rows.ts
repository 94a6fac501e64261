import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { groupBy } from "../../../core/group.ts";
import { tableOf } from "../../html/blocks.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { medianOf, type PageMeasure, pageMeasures, sayRatio, type Sides, sidesOf } from "./measures.ts";

/** A task as a row; without an anchor nothing more of it is on the page. */
export interface TaskRow {
  readonly result: KeptResult;
  readonly anchor: string | null;
}

/** Tasks and what they used, contract by contract. Of several runs the median is shown. */
export function sayTasks(rows: readonly TaskRow[]): readonly Markup[] {
  const measured = pageMeasures.filter((measure) =>
    rows.some(({ result }) => sidesOf(result, measure).head.length > 0),
  );
  return groupBy(rows, ({ result }) => result.contract).map((group) => {
    const name = group[0]?.result.contract ?? "";
    const columns = ["task", "result", ...measured.map((measure) => measure.name)];
    return markup`<h3>${name}</h3>
      ${tableOf(
        `tasks of ${name}`,
        columns,
        group.map(({ result, anchor }) => [
          nameOf(result, anchor),
          outcomeOf(result),
          ...measured.map((measure) => sayMedians(measure, sidesOf(result, measure))),
        ]),
      )}`;
  });
}

function nameOf(result: KeptResult, anchor: string | null): Markup {
  const about = aboutOf(result);
  return markup`${anchor === null ? result.id : markup`<a href="#${anchor}">${result.id}</a>`}
    ${about === "" ? null : markup`<div class="facts">${about}</div>`}`;
}

function sayMedians(measure: PageMeasure, sides: Sides): Markup {
  const [base, head] = [medianOf(sides.base), medianOf(sides.head)];
  if (head === null) return markup`<span class="dim">–</span>`;
  const now = measure.say(head);
  if (base === null || base === head) return markup`${now}`;
  const ratio = sayRatio(sides);
  const change = ratio === null ? null : markup` <span class="dim">${ratio}</span>`;
  return markup`<span class="nowrap">${measure.say(base)} → <strong>${now}</strong>${change}</span>`;
}

function outcomeOf({ outcome, quarantine }: KeptResult): Markup {
  const [tone, said] = (
    {
      passed: ["good", "✔ passed"],
      failed: ["bad", "✘ failed"],
      unmeasured: ["warn", "? not measured"],
    } as const
  )[outcome];
  if (quarantine !== null) return markup`<span class="dim nowrap">${said}, in quarantine</span>`;
  return markup`<span class="${tone} nowrap">${said}</span>`;
}

function aboutOf({ incident, tags, runs, trials }: KeptResult): string {
  const passed = trials.filter((trial) => trial.kind === "judged" && trial.passed).length;
  return [
    ...(incident === null ? [] : [incident]),
    ...tags,
    ...(runs === 1 ? [] : [`${passed} of ${trials.length} runs passed`]),
  ].join(", ");
}
