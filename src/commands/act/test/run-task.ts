import type { AgentOutcome } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { isDecided, type Trial } from "../../../core/golden/judge.ts";
import type { Beside, Defined } from "../../../core/golden/results/definition.ts";
import { type Attempted, type KeptResult, keptResult } from "../../../core/golden/results/kept.ts";
import { type Runs, runsOf } from "../../../core/golden/results/runs.ts";
import { isOfBase } from "../../../core/golden/results/standing.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import type { BaseRun } from "../../../core/golden/verdict.ts";
import type { Ask } from "./patient.ts";
import type { Pay } from "./purse.ts";
import { requestOf } from "./request.ts";

/** Judges one run of a task. */
export type Judge = (
  bundle: Bundle,
  task: Task,
  answer: AgentAnswer,
  beside: { readonly repeat: number; readonly base: BaseRun | null },
) => Promise<Trial>;

/** Who plays tasks, who judges what came of it, and who pays for both. */
export interface Players {
  readonly ask: Ask;
  readonly judge: Judge;
  readonly pay: Pay;
}

/** Who plays which side, and who is told. */
export interface Sides {
  readonly head: Players;
  /** For tasks that are played here as the base has them. */
  readonly ofBase: Players;
  /** For the base, run for run beside this; `null` where it is not run. */
  readonly base: Players | null;
  /** Told of each task when it is done; nothing of it is held here any longer. */
  readonly done: (result: KeptResult, runs: Runs, baseRuns: Runs | null) => void;
}

/** A task that could not be brought to its end has no result. */
export async function runTask(
  defined: Defined,
  bundle: Bundle,
  mayGoOn: () => boolean,
  { head, ofBase, base, done }: Sides,
): Promise<void> {
  const { task, beside } = defined;
  const before = base === null ? null : (beside?.before ?? null);
  const players = isOfBase(beside?.standing ?? null) ? ofBase : head;
  const [attempted, atBase]: readonly [Attempted[], Attempted[]] = [[], []];
  // With a base no trial is spared: how many there are must not depend on how they come out.
  const isDone = (): boolean =>
    before === null ? isDecided(task, attempted.map(trialOf)) : attempted.length >= task.repeat.runs;
  while (!isDone()) {
    if (!mayGoOn()) return;
    const repeat = attempted.length;
    const run = base === null || before === null ? null : await playBase(before, repeat, base);
    if (run !== null) atBase.push(run.attempted);
    if (!mayGoOn()) return;
    attempted.push(await playHead(defined, bundle, repeat, run, players));
  }
  const result = keptResult(defined, {
    attempted,
    before: before === null ? null : { bundle: before.bundle.digest, attempted: atBase },
  });
  done(result, runsOf(attempted), before === null ? null : runsOf(atBase));
}

interface Played {
  readonly attempted: Attempted;
  /** `null` where it was not measured. */
  readonly run: BaseRun | null;
}

async function playBase(
  { task, bundle }: NonNullable<Beside["before"]>,
  repeat: number,
  { ask, judge, pay }: Players,
): Promise<Played> {
  const { outcome, retried } = await ask(requestOf(task, bundle, repeat));
  const trial =
    outcome.kind === "answer"
      ? await judge(bundle, task, outcome.answer, { repeat, base: null })
      : unmeasured(outcome.why);
  pay(outcome, trial);
  const { contract } = bundle;
  const run = outcome.kind === "answer" ? { contract, answer: outcome.answer } : null;
  return { attempted: attempt(outcome, trial, retried), run };
}

async function playHead(
  { task, beside }: Defined,
  bundle: Bundle,
  repeat: number,
  before: Played | null,
  { ask, judge, pay }: Players,
): Promise<Attempted> {
  if (typeof beside?.obstacle === "string") return attempt(null, unmeasured(beside.obstacle), 0);
  const { outcome, retried } = await ask(requestOf(task, bundle, repeat));
  const trial = await judged(outcome);
  pay(outcome, trial);
  return attempt(outcome, trial, retried);

  async function judged(asked: AgentOutcome): Promise<Trial> {
    if (asked.kind === "unmeasured") return unmeasured(asked.why);
    const isLimited = task.invariants.max_increase !== undefined;
    if (isLimited && before?.run === null && before.attempted.trial.kind === "unmeasured")
      return unmeasured(`the base: ${before.attempted.trial.why}`);
    // The same contract does the same: nothing has to be run twice.
    const same = beside?.standing.kind === "same" ? { contract: bundle.contract, answer: asked.answer } : null;
    return judge(bundle, task, asked.answer, { repeat, base: same ?? before?.run ?? null });
  }
}

function trialOf({ trial }: Attempted): Trial {
  return trial;
}

function attempt(outcome: AgentOutcome | null, trial: Trial, retried: number): Attempted {
  return {
    trial,
    retried,
    stderr: outcome?.kind === "unmeasured" ? (outcome.stderr ?? null) : null,
    recording: outcome?.kind === "answer" ? (outcome.recording ?? null) : null,
    earlier: outcome?.kind === "answer" ? (outcome.earlier ?? null) : null,
  };
}

function unmeasured(why: string): Trial {
  return { kind: "unmeasured", why };
}
