import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { idOfResult } from "../../../core/golden/results/definition.ts";
import { groupBy } from "../../../core/group.ts";
import type { Answered } from "../../../core/regression/answer.ts";
import { tableOf } from "../../html/blocks.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { signOf } from "./compared.ts";
import { standingWords } from "../standing.ts";
import { medianOf, type PageMeasure, pageMeasures, sayGrowth, type Sides, sidesOf } from "./measures.ts";

/** A task as a row; without an anchor nothing more of it is on the page. */
export interface TaskRow {
  readonly result: KeptResult;
  readonly anchor: string | null;
  /** What is known of it beside the base, metric by metric. */
  readonly answers: readonly Answered[];
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
        group.map(({ result, anchor, answers }) => [
          nameOf(result, anchor),
          markup`${outcomeOf(result)}${baseOf(result)}${markOf(answers, "success")}`,
          ...measured.map((measure) => sayMedians(measure, sidesOf(result, measure), answers)),
        ]),
      )}`;
  });
}

function nameOf(result: KeptResult, anchor: string | null): Markup {
  const about = aboutOf(result);
  return markup`${anchor === null ? idOfResult(result) : markup`<a href="#${anchor}">${idOfResult(result)}</a>`}
    ${about === "" ? null : markup`<div class="facts">${about}</div>`}`;
}

function sayMedians(measure: PageMeasure, sides: Sides, answers: readonly Answered[]): Markup {
  const [base, head] = [medianOf(sides.base), medianOf(sides.head)];
  if (head === null) return markup`<span class="dim">–</span>`;
  const [before, now] = [base === null ? null : measure.say(base), measure.say(head)];
  if (before === null || before === now) return markup`${now}${markOf(answers, measure.metric)}`;
  return markup`<span class="nowrap">${before} → <strong>${now}</strong></span>
    <div class="facts nowrap">${sayGrowth(sides) ?? ""}${markOf(answers, measure.metric)}</div>`;
}

/** What is beyond chance is marked. */
function markOf(answers: readonly Answered[], metric: Answered["metric"] | null): Markup | null {
  const answered = answers.find((one) => one.metric === metric);
  if (answered === undefined || signOf(answered.comparison) === "") return null;
  const { comparison, decides } = answered;
  const [tone, word] =
    comparison.verdict === "improvement" ? ["good", "better"] : decides ? ["bad", "worse"] : ["warn", "more"];
  return markup` <span class="${tone} nowrap">${signOf(comparison)} ${word}</span>`;
}

/** Said where the base came out in another way. */
function baseOf({ base, outcome, quarantine }: KeptResult): Markup | null {
  if (base === null || base.outcome === outcome || quarantine !== null) return null;
  return markup`<div class="facts nowrap">base ${wordsOf[base.outcome][1]}</div>`;
}

const wordsOf = {
  passed: ["good", "✔ passed"],
  failed: ["bad", "✘ failed"],
  unmeasured: ["warn", "? not measured"],
} as const;

function outcomeOf({ outcome, quarantine }: KeptResult): Markup {
  const [tone, said] = wordsOf[outcome];
  if (quarantine !== null) return markup`<span class="dim nowrap">${said}, in quarantine</span>`;
  return markup`<span class="${tone} nowrap">${said}</span>`;
}

function aboutOf({ incident, tags, runs, trials, base, standing }: KeptResult): string {
  const passed = (of: KeptResult["trials"]): string =>
    `${of.filter((trial) => trial.kind === "judged" && trial.passed).length} of ${of.length}`;
  return [
    ...(standing === null || standing.kind === "equal" ? [] : [standingWords[standing.kind]]),
    ...(incident === null ? [] : [incident]),
    ...tags,
    ...(runs === 1 ? [] : [`${passed(trials)} runs passed${base === null ? "" : ` (base: ${passed(base.trials)})`}`]),
  ].join(", ");
}
