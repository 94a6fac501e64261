import { promptId } from "../../../core/bundle/digest.ts";
import type { KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Answered } from "../../../core/regression/answer.ts";
import { ratesOf } from "../../../core/regression/rates.ts";
import { lineBreak, type Markup, markup } from "../../html/markup.ts";
import { sayEstimate } from "../rates.ts";
import { sayStanding, weakenedBy } from "../standing.ts";
import { sayChecks } from "./task-checks.ts";
import { sayUsage } from "./task-usage.ts";

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

function isPass(trial: KeptTrial): boolean {
  return trial.kind === "judged" && trial.passed;
}
