import type { Agent } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { isDecided, tallyTask, type Trial } from "../../../core/golden/judge.ts";
import type { Defined } from "../../../core/golden/results/definition.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";
import { type Attempted, type KeptResult, keptResult } from "../../../core/golden/results/kept.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import type { BaseRun } from "../../../core/golden/verdict.ts";
import { turn } from "../../../world/wait.ts";
import type { Base } from "../../gather/test/base.ts";
import type { Ask } from "./patient.ts";
import type { Purse } from "./purse.ts";
import { requestOf } from "./request.ts";

/** Judges one run of a task. */
export type Judge = (
  bundle: Bundle,
  task: Task,
  answer: AgentAnswer,
  beside: { readonly repeat: number; readonly base: BaseRun | null },
) => Promise<Trial>;

export interface RunOptions {
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly ask: (agent: Agent) => Ask;
  readonly judge: Judge;
  /** What increases are measured against; `null` where they are not. */
  readonly base: Base | null;
  readonly purse: Purse;
  /** Told of each task when it is done; nothing of it is held here any longer. */
  readonly done: (result: KeptResult, attempted: readonly Attempted[]) => void;
}

/**
 * Runs tasks side by side, each as often as it asks to be, and judges them.
 *
 * @returns why it ended: what was not begun then has no result
 * @throws Failure what an agent throws, once nothing runs any more
 */
export async function runTasks(
  agent: Agent,
  tasks: readonly Defined[],
  bundles: ReadonlyMap<string, Bundle>,
  options: RunOptions,
): Promise<RunEnd> {
  const queue = tasks.values();
  const ask = options.ask(agent);
  let broken: { readonly error: unknown } | null = null;
  const mayGoOn = (): boolean => broken === null && !options.signal.aborted && options.purse.closed() === null;

  const work = async (): Promise<void> => {
    while (mayGoOn()) {
      await turn();
      const next = queue.next();
      if (next.done === true) return;
      const bundle = bundles.get(next.value.task.contract);
      if (bundle === undefined) continue;
      try {
        await runTask(next.value, bundle, ask, mayGoOn, options);
      } catch (error) {
        broken ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, tasks.length) }, work));
  if (options.signal.aborted) return "interrupted";
  if (broken !== null) throw (broken as { readonly error: unknown }).error;
  return options.purse.closed() ?? "finished";
}

/** A task that could not be brought to its end has no result. */
async function runTask(
  { task, definition }: Defined,
  bundle: Bundle,
  ask: Ask,
  mayGoOn: () => boolean,
  options: RunOptions,
): Promise<void> {
  const attempted: Attempted[] = [];
  while (!isDecided(task, attempted.map(trialOf))) {
    if (!mayGoOn()) return;
    const repeat = attempted.length;
    const { outcome, retried } = await ask(requestOf(task, bundle, repeat));
    const { trial, base } =
      outcome.kind === "answer"
        ? await judgeBesideBase(bundle, task, outcome.answer, repeat, options)
        : unmeasured(outcome.why);
    attempted.push({
      trial,
      base,
      retried,
      stderr: outcome.kind === "unmeasured" ? (outcome.stderr ?? null) : null,
      recording: outcome.kind === "answer" ? (outcome.recording ?? null) : null,
    });
    options.purse.pay(outcome, trial);
  }
  const result = tallyTask(task, attempted.map(trialOf));
  options.done(keptResult(result, attempted, { bundle: bundle.digest, definition }), attempted);
}

interface BesideBase {
  readonly trial: Trial;
  readonly base: AgentAnswer | null;
}

/** Each trial has a run of the base beside it, where the task limits an increase. */
async function judgeBesideBase(
  bundle: Bundle,
  task: Task,
  answer: AgentAnswer,
  repeat: number,
  { judge, base, purse }: RunOptions,
): Promise<BesideBase> {
  const beside = async (run: BaseRun | null): Promise<BesideBase> => {
    return { trial: await judge(bundle, task, answer, { repeat, base: run }), base: run?.answer ?? null };
  };
  if (base === null || task.invariants.max_increase === undefined) return beside(null);
  const before = await base.run(task, bundle, repeat);
  switch (before.kind) {
    case "unmeasured":
      return unmeasured(before.why);
    case "absent":
      return beside(null);
    case "same":
      return beside({ contract: bundle.contract, answer });
    case "ran":
      purse.payBase(before.run.answer);
      return beside(before.run);
  }
}

function unmeasured(why: string): BesideBase {
  return { trial: { kind: "unmeasured", why }, base: null };
}

function trialOf({ trial }: Attempted): Trial {
  return trial;
}
