import { hexOf } from "../../../core/bundle/digest.ts";
import type { KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import type { TaskRuns } from "../../../core/golden/results/runs.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import { count } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { sayDollars } from "../outcome.ts";
import { saySeconds } from "./measures.ts";
import { sayConversation, sayJson, sayTokens } from "./transcript.ts";

/** Every run of a task with what went on in it. */
export function sayRuns({ trials, runs }: KeptResult, { answers, stderr }: TaskRuns): Markup {
  return markup`${trials.map((trial, at) => sayRun(trial, { at, runs, answer: answers[at] ?? null, stderr: stderr[at] ?? null }))}`;
}

interface Beside {
  readonly at: number;
  readonly runs: number;
  readonly answer: AgentAnswer | null;
  readonly stderr: string | null;
}

function sayRun(trial: KeptTrial, { at, runs, answer, stderr }: Beside): Markup | null {
  const name = runs === 1 ? "Transcript" : `Run ${at + 1} of ${runs}`;
  const parts = [
    ...(answer === null ? [] : [sayFacts(trial, answer), sayConversation(answer), sayOutput(answer)]),
    sayErrors(stderr),
  ];
  if (parts.every((part) => part === null)) return null;
  return markup`<details class="run">
    <summary>${name} <span class="${toneOf(trial)}">${wordOf(trial)}</span></summary>
    ${parts}
  </details>`;
}

function wordOf(trial: KeptTrial): string {
  if (trial.kind === "unmeasured") return "? not measured";
  return trial.passed ? "✔ passed" : "✘ failed";
}

function toneOf(trial: KeptTrial): string {
  if (trial.kind === "unmeasured") return "warn";
  return trial.passed ? "good" : "bad";
}

function sayFacts(trial: KeptTrial, answer: AgentAnswer): Markup {
  const { stop_reason, stop_reason_raw, steps, tokens, seconds, spend_usd } = answer;
  const recording = trial.kind === "judged" ? trial.recording : null;
  const facts = [
    `stopped with ${stop_reason}${stop_reason_raw === null ? "" : ` (the provider said ${stop_reason_raw})`}`,
    ...(steps === null ? [] : [count(steps, "step")]),
    ...(tokens === null ? [] : [`tokens: ${sayTokens(tokens)}`]),
    ...(seconds === null ? [] : [saySeconds(seconds)]),
    ...(spend_usd === null ? [] : [sayDollars(spend_usd)]),
    ...(trial.retried === 0 ? [] : [`${count(trial.retried, "attempt")} repeated`]),
    ...(recording === null ? [] : [`recording ${hexOf(recording).slice(0, 12)}`]),
  ];
  return markup`<p class="facts">${facts.join(" · ")}</p>`;
}

/** What the last message says already is not said again. */
function sayOutput({ output, transcript }: AgentAnswer): Markup | null {
  const said = sayJson(output);
  if (transcript === null || transcript.length === 0 || said === "" || output === null) return null;
  if (transcript.at(-1)?.content === (typeof output === "string" ? output : JSON.stringify(output))) return null;
  return markup`<p class="label">Answer</p>
    <pre tabindex="0">${said.slice(0, 8_000)}</pre>`;
}

function sayErrors(stderr: string | null): Markup | null {
  if (stderr === null || stderr.trim() === "") return null;
  return markup`<p class="label">stderr</p>
    <pre tabindex="0">${stderr.trimEnd().slice(-8_000)}</pre>`;
}
