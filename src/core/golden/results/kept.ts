import type { Digest } from "../../bundle/digest.ts";
import type { Place } from "../../place.ts";
import type { Tokens } from "../../run/record.ts";
import { type TaskResult, tallyTask, type Trial } from "../judge.ts";
import type { JudgeUse } from "../rubric/opinion.ts";
import type { Task } from "../task.ts";
import type { Verdict } from "../verdict.ts";
import type { Defined } from "./definition.ts";
import type { Standing } from "./standing.ts";

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
  /** How many of them have to pass. */
  readonly pass: number;
  readonly bundle: Digest;
  /** What the task meant when it was run. */
  readonly definition: Digest;
  readonly outcome: TaskResult["outcome"];
  readonly trials: readonly KeptTrial[];
  /** `null` where nothing was run beside it. */
  readonly standing: Standing | null;
  /** What the base did, run for run; `null` where it was not run. */
  readonly base: KeptBase | null;
  /** What may become more beside the base, and by how much; elsewhere it is what usually may. */
  readonly tolerates: NonNullable<Task["invariants"]["max_increase"]>;
}

/** The same task, run by the base. */
export interface KeptBase extends Pick<KeptResult, "bundle" | "outcome" | "trials"> {
  /** When the oldest of its runs was made, where an earlier run made it; `null` where this one made all. ISO 8601. */
  readonly since: string | null;
}

/** One run. `null` is not measured; what passed needs no words. */
export type KeptTrial = KeptJudged | KeptUnmeasured;

export interface KeptJudged extends Attempts, Used {
  readonly kind: "judged";
  readonly passed: boolean;
  readonly stop_reason: string;
  /** Of the recorded exchanges that the run came from; `null` where nothing was recorded. */
  readonly recording: Digest | null;
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
  /** When an earlier run measured it; `null` where this one did. */
  readonly earlier: string | null;
}

/** The report shows this much of what a program wrote; the file of results has more. */
const stderrShown = 4 * 1024;

/** What a task came to, on each side. */
interface Came {
  readonly attempted: readonly Attempted[];
  readonly before: { readonly bundle: Digest; readonly attempted: readonly Attempted[] } | null;
}

export function keptResult({ task, definition, bundle, beside }: Defined, { attempted, before }: Came): KeptResult {
  const { contract, id, place, tags, incident, quarantine } = task;
  const { outcome, trials } = cameTo(task, attempted);
  return {
    contract,
    id,
    place,
    tags,
    incident,
    quarantine,
    runs: task.repeat.runs,
    pass: task.repeat.pass,
    bundle,
    definition,
    outcome,
    trials,
    standing: beside?.standing ?? null,
    base: before === null ? null : keptBase(task, before),
    tolerates: beside?.tolerates ?? task.invariants.max_increase ?? usual,
  };
}

const usual: KeptResult["tolerates"] = {};

function keptBase(task: Task, { bundle, attempted }: NonNullable<Came["before"]>): KeptBase {
  const [since = null] = attempted.flatMap(({ earlier }) => earlier ?? []).toSorted();
  return { bundle, ...cameTo(task, attempted), since };
}

function cameTo(task: Task, attempted: readonly Attempted[]): Pick<KeptResult, "outcome" | "trials"> {
  const { outcome } = tallyTask(
    task,
    attempted.map(({ trial }) => trial),
  );
  return { outcome, trials: attempted.map(keptTrial) };
}

function keptTrial({ trial, retried, stderr, recording }: Attempted): KeptTrial {
  const judge = trial.judge ?? null;
  if (trial.kind === "unmeasured") {
    return { kind: "unmeasured", why: trial.why, stderr: stderr?.slice(-stderrShown) ?? null, retried, judge };
  }
  const { stop_reason, steps, calls, tokens, seconds, spend_usd } = trial.answer;
  // Spread together it would take up twice as much, and there are thousands.
  return {
    kind: "judged",
    passed: trial.passed,
    stop_reason,
    steps,
    tool_calls: calls?.length ?? null,
    tokens,
    seconds,
    spend_usd,
    recording,
    verdicts: trial.verdicts.filter(({ status }) => status !== "pass"),
    retried,
    judge,
  };
}
