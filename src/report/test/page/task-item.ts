import { promptId } from "../../../core/bundle/digest.ts";
import type { KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Verdict } from "../../../core/golden/verdict.ts";
import { groupBy } from "../../../core/group.ts";
import { tableOf } from "../../html/blocks.ts";
import { lineBreak, type Markup, markup } from "../../html/markup.ts";
import { medianOf, type PageMeasure, pageMeasures, sayRatio, type Sides, sidesOf } from "./measures.ts";
import { plotOf } from "./plot.ts";

/** A task, and where it stands on the page. */
export interface TaskItem {
  readonly result: KeptResult;
  readonly anchor: string;
  /** What went on in its runs; `null` where there is no room for it. */
  readonly runs: Markup | null;
}

/** A task that somebody has to look at: what was expected and what came, before everything else. */
export function sayTask({ result, anchor, runs }: TaskItem): Markup {
  return markup`<article class="task ${result.outcome}" id="${anchor}">
    <h3>${nameOfResult(result)}</h3>
    ${sayAbout(result)} ${sayChecks(result)} ${sayUsage(result)} ${runs ?? leftOut}
  </article>${lineBreak}`;
}

/** A task that nobody has to look at, and may. */
export function sayFolded({ result, anchor, runs }: TaskItem): Markup {
  return markup`<details class="task">
    <summary>${nameOfResult(result)} <span class="good">✔ passed</span></summary>
    <div id="${anchor}">${sayAbout(result)} ${sayUsage(result)} ${runs ?? leftOut}</div>
  </details>${lineBreak}`;
}

const leftOut = markup`<p class="dim">
  Its transcripts are not on this page; the end of the page says where they are.
</p>`;

function sayAbout({ place, incident, tags, quarantine, runs, trials, contract, bundle }: KeptResult): Markup {
  const passed = trials.filter(isPass).length;
  const about = [
    `${place.file}:${place.line}`,
    ...(incident === null ? [] : [`guards ${incident}`]),
    ...(tags.length === 0 ? [] : [tags.join(", ")]),
    ...(runs === 1
      ? []
      : [`${passed} of ${trials.length} runs passed${trials.length < runs ? `, decided before all ${runs}` : ""}`]),
    promptId(contract, bundle),
  ];
  return markup`<p class="facts">${about.join(" · ")}</p>
    ${quarantine === null ? null : markup` <p class="text">In quarantine: ${quarantine}</p>`}`;
}

/** Each check that did not hold, once, with what came instead in each run. */
function sayChecks({ trials, runs }: KeptResult): Markup {
  const failed = trials.flatMap((trial, at) =>
    trial.kind === "judged" ? trial.verdicts.map((verdict) => ({ verdict, run: runs === 1 ? null : at + 1 })) : [],
  );
  const checks = groupBy(failed, ({ verdict: { invariant, expected } }) => JSON.stringify([invariant, expected]));
  const why = new Set(trials.flatMap((trial) => (trial.kind === "unmeasured" ? [trial.why] : [])));
  return markup`${checks.length === 0 ? null : markup`<ul class="checks">${checks.map(sayCheck)}</ul>`}
    ${[...why].map((one) => markup`<p class="text"><span class="warn">? could not be measured:</span> ${one}</p>`)}`;
}

interface Failed {
  readonly verdict: Verdict;
  /** `null` where there is only one. */
  readonly run: number | null;
}

function sayCheck(failed: readonly Failed[]): Markup {
  const [{ verdict } = { verdict: null }] = failed;
  if (verdict === null) return markup``;
  return markup`<li>
    <p><strong>${verdict.invariant}</strong></p>
    <p class="words"><span class="dim">expected</span> ${clip(verdict.expected)}</p>
    <div>${failed.map(sayGot)}</div>
  </li>`;
}

function sayGot({ verdict, run }: Failed): Markup {
  const { status, got, turn } = verdict;
  const where = [...(run === null ? [] : [`run ${run}`]), ...(turn === null ? [] : [`turn ${turn + 1}`])].join(", ");
  return markup`<p class="words">
    <span class="${status === "fail" ? "bad" : "warn"}">${signs[status]} got</span> ${clip(got)}
    ${where === "" ? null : markup` <span class="dim">${where}</span>`}
  </p>`;
}

const signs: Readonly<Record<Verdict["status"], string>> = {
  pass: "✔",
  fail: "✘",
  "not compared": "?",
  "not measured": "?",
};

function clip(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}

/** What the runs used, with a plot where there is more than one of them. */
function sayUsage(result: KeptResult): Markup | null {
  const rows = pageMeasures.flatMap((measure) => {
    const sides = sidesOf(result, measure);
    return sides.base.length + sides.head.length < 2 ? [] : [usageRow(measure, sides)];
  });
  if (rows.length === 0) return null;
  const hasBase = pageMeasures.some((measure) => sidesOf(result, measure).base.length > 0);
  return markup`${tableOf(
    `what the runs of ${nameOfResult(result)} used`,
    hasBase ? ["uses", "base", "head", "change", "each run (hollow: base)"] : ["uses", "median", "range", "each run"],
    rows.map((row) => row(hasBase)),
  )}`;
}

function usageRow(measure: PageMeasure, sides: Sides): (hasBase: boolean) => readonly Markup[] {
  const { name, say } = measure;
  const median = (samples: readonly number[]): string => (samples.length === 0 ? "–" : say(medianOf(samples) ?? 0));
  const range = sides.head.length === 0 ? "–" : `${say(Math.min(...sides.head))} to ${say(Math.max(...sides.head))}`;
  return (hasBase) => [
    markup`${name}`,
    ...(hasBase
      ? [
          markup`${median(sides.base)}`,
          markup`<strong>${median(sides.head)}</strong>`,
          markup`${sayRatio(sides) ?? ""}`,
        ]
      : [markup`${median(sides.head)}`, markup`${range}`]),
    plotOf(measure, sides),
  ];
}

function isPass(trial: KeptTrial): boolean {
  return trial.kind === "judged" && trial.passed;
}
