import type { Digest } from "../../bundle/digest.ts";
import type { Place } from "../../place.ts";
import type { AgentAnswer, Tokens } from "../../run/record.ts";
import type { TaskResult, Trial } from "../judge.ts";
import type { JudgeUse } from "../rubric/opinion.ts";
import type { Verdict } from "../verdict.ts";

/** What is kept of a task that was run: the numbers, and what does not hold. Transcripts are on disk. */
export interface KeptResult {
  readonly contract: string;
  readonly id: string;
  readonly place: Place;
  readonly tags: readonly string[];
  readonly incident: string | null;
  readonly quarantine: string | null;
  /** How often the task asks to be run. */
  readonly runs: number;
  readonly bundle: Digest;
  /** What the task meant when it was run. */
  readonly definition: Digest;
  readonly outcome: TaskResult["outcome"];
  readonly trials: readonly KeptTrial[];
}

/** One run. `null` is not measured; what passed needs no words. */
export type KeptTrial = KeptJudged | KeptUnmeasured;

export interface KeptJudged extends Attempts, Used {
  readonly kind: "judged";
  readonly passed: boolean;
  readonly stop_reason: string;
  /** Of the recorded exchanges that the run came from; `null` where nothing was recorded. */
  readonly recording: Digest | null;
  /** What the base used for the same task, where it was run beside this one. */
  readonly base?: Used | null;
  /** Those that do not say `pass`. */
  readonly verdicts: readonly Verdict[];
}

/** What a run used; `null` is not measured. */
export interface Used {
  readonly steps: number | null;
  readonly tool_calls: number | null;
  readonly tokens: Tokens | null;
  readonly seconds: number | null;
  readonly spend_usd: number | null;
}

export interface KeptUnmeasured extends Attempts {
  readonly kind: "unmeasured";
  readonly why: string;
  /** The last part of what a program wrote there; `null` where there was nothing. */
  readonly stderr: string | null;
}

interface Attempts {
  /** Attempts that failed for a moment, and were made again: no failures of the agent. */
  readonly retried: number;
  /** What a model that judged used, beside the agent; `null` where none was asked. */
  readonly judge: JudgeUse | null;
}

/** One run as it comes from the agent, and how it came. */
export interface Attempted {
  readonly trial: Trial;
  readonly retried: number;
  readonly stderr: string | null;
  readonly recording: Digest | null;
  /** What the base did with the same task, where it was run beside this one. */
  readonly base: AgentAnswer | null;
}

/** The report shows this much of what a program wrote; the file of results has more. */
const stderrShown = 4 * 1024;

export function keptResult(
  { task, outcome }: TaskResult,
  attempted: readonly Attempted[],
  { bundle, definition }: { readonly bundle: Digest; readonly definition: Digest },
): KeptResult {
  const { contract, id, place, tags, incident, quarantine } = task;
  const runs = task.repeat.runs;
  const trials = attempted.map(keptTrial);
  return { contract, id, place, tags, incident, quarantine, runs, bundle, definition, outcome, trials };
}

function keptTrial({ trial, retried, stderr, recording, base }: Attempted): KeptTrial {
  const attempts = { retried, judge: trial.judge ?? null };
  if (trial.kind === "unmeasured") {
    return { kind: "unmeasured", why: trial.why, stderr: stderr?.slice(-stderrShown) ?? null, ...attempts };
  }
  return {
    kind: "judged",
    passed: trial.passed,
    stop_reason: trial.answer.stop_reason,
    ...usedIn(trial.answer),
    recording,
    base: base === null ? null : usedIn(base),
    verdicts: trial.verdicts.filter(({ status }) => status !== "pass"),
    ...attempts,
  };
}

function usedIn({ steps, calls, tokens, seconds, spend_usd }: AgentAnswer): Used {
  return { steps, tool_calls: calls?.length ?? null, tokens, seconds, spend_usd };
}

/** What went on in the runs of a task, for somebody who wants to see it: once written, it is not kept. */
export function answersOf(attempted: readonly Attempted[]): readonly (AgentAnswer | null)[] {
  return attempted.map(({ trial }) => (trial.kind === "judged" ? trial.answer : null));
}
