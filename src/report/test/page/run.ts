import { hexOf } from "../../../core/bundle/digest.ts";
import type { KeptJudged, KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import type { Runs, TaskRuns } from "../../../core/golden/results/runs.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import { clip, count, sayDollars, saySeconds } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { preOf, sayConversation, sayJson, sayTokens } from "./transcript.ts";

/** Every run of a task with what went on in it; beside it, where the base was run too, what went on there. */
export function sayRuns({ trials, runs, base }: KeptResult, told: TaskRuns): Markup {
  const length = Math.max(trials.length, base?.trials.length ?? 0);
  return markup`${Array.from({ length }, (_, at) => {
    const head = sideOf("head", trials[at], told, at);
    const before = base === null ? null : sideOf("base", base.trials[at], told.base, at);
    return sayRun(runs === 1 ? "Transcript" : `Run ${at + 1} of ${runs}`, head, before);
  })}`;
}

/** A run of one side. */
interface Side {
  readonly name: "base" | "head";
  /** `null` where this side was decided before. */
  readonly trial: KeptTrial | null;
  readonly parts: readonly (Markup | null)[];
  /** Whether there is more than the page says above its runs. */
  readonly hasMore: boolean;
}

function sideOf(name: Side["name"], trial: KeptTrial | undefined, runs: Runs | null, at: number): Side {
  if (trial === undefined) return { name, trial: null, parts: [], hasMore: false };
  const answer = runs?.answers[at] ?? null;
  const failed = trial.kind === "judged" ? sayFailed(trial) : null;
  const more = [
    ...(answer === null
      ? [trial.kind === "unmeasured" && name === "base" ? markup`<p class="text">${trial.why}</p>` : null]
      : [sayFacts(trial, answer), sayConversation(answer), sayOutput(answer)]),
    sayErrors(runs?.stderr[at] ?? null),
  ];
  const told = more.filter((part) => part !== null);
  return { name, trial, parts: failed === null ? told : [failed, ...told], hasMore: told.length > 0 };
}

function sayRun(name: string, head: Side, base: Side | null): Markup | null {
  if (!head.hasMore && base?.hasMore !== true) return null;
  const sides = base === null ? [head] : [base, head];
  return markup`<details class="run">
    <summary>${name} ${sides.map((side) => markup`${base === null ? null : markup` <span class="dim">${side.name}</span> `}${sayWord(side)}`)}</summary>
    ${base === null ? head.parts : markup`<div class="sides">${sides.map(saySide)}</div>`}
  </details>`;
}

function saySide(side: Side): Markup {
  return markup`<div>
    <p class="side">${side.name} ${sayWord(side)}</p>
    ${side.parts.length === 0 ? markup`<p class="dim">There is nothing to show.</p>` : side.parts}
  </div>`;
}

function sayWord({ trial }: Side): Markup {
  if (trial === null) return markup`<span class="dim">– decided before</span>`;
  if (trial.kind === "unmeasured") return markup`<span class="warn">? not measured</span>`;
  return trial.passed ? markup`<span class="good">✔ passed</span>` : markup`<span class="bad">✘ failed</span>`;
}

/** What did not hold in this very run: of the base it is said nowhere else. */
function sayFailed({ verdicts }: KeptJudged): Markup | null {
  const failed = verdicts.filter(({ status }) => status === "fail");
  if (failed.length === 0) return null;
  return markup`<ul class="facts">
    ${failed.map(({ invariant, expected, got }) => markup`<li><span class="bad">✘ ${invariant}</span>: expected ${clip(expected)}, got ${clip(got)}</li>`)}
  </ul>`;
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
    ${preOf(said)}`;
}

function sayErrors(stderr: string | null): Markup | null {
  if (stderr === null || stderr.trim() === "") return null;
  return markup`<p class="label">stderr</p>
    ${preOf(stderr.trimEnd().slice(-8_000))}`;
}
