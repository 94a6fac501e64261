import { promptId } from "../../../core/bundle/digest.ts";
import type { KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Answered } from "../../../core/regression/answer.ts";
import { ratesOf } from "../../../core/regression/rates.ts";
import type { Verdict } from "../../../core/golden/verdict.ts";
import { summaryOf } from "../../../core/statistics/summary.ts";
import { groupBy } from "../../../core/group.ts";
import { sayList } from "../../../core/text.ts";
import { tableOf } from "../../html/blocks.ts";
import { lineBreak, type Markup, markup } from "../../html/markup.ts";
import { sayEstimate } from "../rates.ts";
import { sayStanding, weakenedBy } from "../standing.ts";
import { sayAnswer, saySide } from "./compared.ts";
import { type PageMeasure, pageMeasures, sayGrowth, sayNumbers, type Sides, sidesOf } from "./measures.ts";
import { plotOf, plotTitle } from "./plot.ts";

/** A task, and where it stands on the page. */
export interface TaskItem {
  readonly result: KeptResult;
  readonly anchor: string;
  /** What went on in its runs; `null` where there is no room for it. */
  readonly runs: Markup | null;
  /** What is known of it beside the base, metric by metric. */
  readonly answers: readonly Answered[];
}

/** A task that somebody has to look at: what was expected and what came, before everything else. */
export function sayTask({ result, anchor, runs, answers }: TaskItem): Markup {
  return markup`<article class="task ${result.quarantine === null ? result.outcome : ""}" id="${anchor}">
    <h3>${nameOfResult(result)}</h3>
    ${sayAbout(result)} ${sayChecks(result)} ${sayUsage(result, answers)} ${runs ?? leftOut}
  </article>${lineBreak}`;
}

/** A task that nobody has to look at, and may. */
export function sayFolded({ result, anchor, runs, answers }: TaskItem): Markup {
  const isWorse = answers.some(({ comparison, decides }) => decides && comparison.verdict === "regression");
  return markup`<details class="task">
    <summary>${nameOfResult(result)} <span class="good">✔ passed</span>${isWorse ? markup` <span class="bad">▲ worse than the base</span>` : null}</summary>
    <div id="${anchor}">${sayAbout(result)} ${sayUsage(result, answers)} ${runs ?? leftOut}</div>
  </details>${lineBreak}`;
}

const leftOut = markup`<p class="dim">
  Its transcripts are not on this page; the end of the page says where they are.
</p>`;

function sayAbout(result: KeptResult): Markup {
  const { place, incident, tags, quarantine, runs, trials, contract, bundle, standing, base } = result;
  const stands = sayStanding(standing);
  const about = [
    `${place.file}:${place.line}`,
    ...(incident === null ? [] : [`guards ${incident}`]),
    ...(tags.length === 0 ? [] : [tags.join(", ")]),
    ...(runs === 1
      ? []
      : [`${sayPassed(trials)} runs passed${trials.length < runs ? `, decided before all ${runs}` : ""}`]),
    ...(base === null ? [] : [runs === 1 ? `base: ${wordsOf[base.outcome]}` : `base: ${sayPassed(base.trials)}`]),
    promptId(contract, bundle),
  ];
  return markup`<p class="facts">${about.join(" · ")}</p>
    ${sayRates(result)}
    ${quarantine === null ? null : markup` <p class="text">In quarantine: ${quarantine}</p>`}
    ${stands === null ? null : markup` <p class="text">${stands}</p>`}${saySays(weakenedBy(standing))}`;
}

/** How often it passes, with the intervals that so few runs leave open. */
function sayRates(result: KeptResult): Markup | null {
  const rates = ratesOf(result);
  if (rates === null) return null;
  const { rate, k, passAtK, passHatK } = rates;
  return markup`<p class="facts">passes ${sayEstimate(rate)} · at least one of ${k}: ${sayEstimate(passAtK)} · all of ${k}: ${sayEstimate(passHatK)} · in brackets: exact intervals of 95 %</p>`;
}

const wordsOf: Readonly<Record<KeptResult["outcome"], string>> = {
  passed: "✔ passed",
  failed: "✘ failed",
  unmeasured: "? not measured",
};

function sayPassed(trials: readonly KeptTrial[]): string {
  return `${trials.filter(isPass).length} of ${trials.length}`;
}

function saySays(says: readonly string[]): Markup | null {
  if (says.length === 0) return null;
  return markup`<ul class="text">
    ${says.map((one) => markup`<li>${one}</li>`)}
  </ul>`;
}

/** Each check that did not hold, once, with what came instead in each run. */
function sayChecks({ trials, runs }: KeptResult): Markup {
  const failed = trials.flatMap((trial, at) =>
    trial.kind === "judged" ? trial.verdicts.map((verdict) => ({ verdict, run: runs === 1 ? null : at + 1 })) : [],
  );
  const checks = groupBy(failed, ({ verdict: { invariant } }) => invariant).flatMap(checksIn);
  const why = new Set(trials.flatMap((trial) => (trial.kind === "unmeasured" ? [trial.why] : [])));
  return markup`${checks.length === 0 ? null : markup`<ul class="checks">${checks}</ul>`}
    ${[...why].map((one) => markup`<p class="text"><span class="warn">? could not be measured:</span> ${one}</p>`)}`;
}

interface Failed {
  readonly verdict: Verdict;
  /** `null` where there is only one. */
  readonly run: number | null;
}

/** A check that expects something else in each run, as one beside the base does, is still one. */
function checksIn(failed: readonly Failed[]): readonly Markup[] {
  const groups = groupBy(failed, ({ verdict }) => verdict.expected);
  const isOfRuns = groups.length > 1 && failed.every(({ verdict }) => verdict.invariant.startsWith("max_increase"));
  return isOfRuns ? [sayCheck(failed, false)] : groups.map((group) => sayCheck(group, true));
}

function sayCheck(failed: readonly Failed[], isOneExpected: boolean): Markup {
  const [{ verdict } = { verdict: null }] = failed;
  if (verdict === null) return markup``;
  const expected = isOneExpected ? clip(verdict.expected) : "in each run, what stands beside it";
  const same = groupBy(failed, ({ verdict: { got, turn, status, expected: each } }) =>
    JSON.stringify([got, turn, status, isOneExpected ? null : each]),
  );
  return markup`<li>
    <p><strong>${verdict.invariant}</strong></p>
    <p class="words"><span class="dim">expected</span> ${expected}</p>
    <div>${same.map((group) => sayGot(group, isOneExpected))}</div>
  </li>`;
}

/** What came, and in which runs. */
function sayGot(group: readonly Failed[], isOneExpected: boolean): Markup {
  const [{ verdict } = { verdict: null }] = group;
  if (verdict === null) return markup``;
  const { status, got, turn, expected } = verdict;
  const runs = group.flatMap(({ run }) => run ?? []);
  const where = [
    ...(runs.length === 0 ? [] : [sayRunNumbers(runs)]),
    ...(turn === null ? [] : [`turn ${turn + 1}`]),
  ].join(", ");
  const beside = isOneExpected ? "" : `, expected ${expected}`;
  return markup`<p class="words">
    <span class="${status === "fail" ? "bad" : "warn"}">${signs[status]} got</span> ${clip(got)}${beside}
    ${where === "" ? null : markup` <span class="dim">${where}</span>`}
  </p>`;
}

/** `run 3`, `runs 1 to 4 and 6`. */
function sayRunNumbers(runs: readonly number[]): string {
  const spans: { first: number; last: number }[] = [];
  for (const run of runs) {
    const span = spans.at(-1);
    if (span !== undefined && run === span.last + 1) span.last = run;
    else spans.push({ first: run, last: run });
  }
  const said = spans.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  return `${runs.length === 1 ? "run" : "runs"} ${sayList(said)}`;
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
function sayUsage(result: KeptResult, answers: readonly Answered[]): Markup | null {
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

function isPass(trial: KeptTrial): boolean {
  return trial.kind === "judged" && trial.passed;
}
