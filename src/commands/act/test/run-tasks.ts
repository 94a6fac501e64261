import type { Agent } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { bundleDocument } from "../../../core/bundle/seal.ts";
import { renderContract } from "../../../core/contract/render.ts";
import { isDecided, tallyTask, type Trial } from "../../../core/golden/judge.ts";
import type { Defined } from "../../../core/golden/results/definition.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";
import { type Attempted, type KeptResult, keptResult } from "../../../core/golden/results/kept.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import type { Ask } from "./patient.ts";
import type { Purse } from "./purse.ts";

/** Judges one run of a task. */
export type Judge = (bundle: Bundle, task: Task, answer: AgentAnswer, repeat: number) => Promise<Trial>;

export interface RunOptions {
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly ask: (agent: Agent) => Ask;
  readonly judge: Judge;
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
  const documents = new Map<string, JsonObject>();
  let broken: { readonly error: unknown } | null = null;
  const mayGoOn = (): boolean => broken === null && !options.signal.aborted && options.purse.closed() === null;

  const work = async (): Promise<void> => {
    while (mayGoOn()) {
      const next = queue.next();
      if (next.done === true) return;
      const bundle = bundles.get(next.value.task.contract);
      if (bundle === undefined) continue;
      const { name } = bundle.contract;
      const document = documents.get(name) ?? bundleDocument(bundle.contract);
      documents.set(name, document);
      try {
        await runTask({ ...next.value, bundle, document }, ask, mayGoOn, options);
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

interface Prepared {
  readonly task: Task;
  readonly definition: Defined["definition"];
  readonly bundle: Bundle;
  readonly document: JsonObject;
}

/** A task that could not be brought to its end has no result. */
async function runTask(
  { task, definition, bundle, document }: Prepared,
  ask: Ask,
  mayGoOn: () => boolean,
  { judge, purse, done }: RunOptions,
): Promise<void> {
  const { contract, digest } = bundle;
  const attempted: Attempted[] = [];
  while (!isDecided(task, attempted.map(trialOf))) {
    if (!mayGoOn()) return;
    const repeat = attempted.length;
    const { outcome, retried } = await ask({
      bundle: document,
      contract,
      rendered: renderContract(contract, task.variables, task.environment),
      task,
      environment: task.environment,
      repeat,
      seconds: secondsOf(task, contract.budgets.max_seconds),
    });
    const trial: Trial =
      outcome.kind === "answer"
        ? await judge(bundle, task, outcome.answer, repeat)
        : { kind: "unmeasured", why: outcome.why };
    attempted.push({
      trial,
      retried,
      stderr: outcome.kind === "unmeasured" ? (outcome.stderr ?? null) : null,
      recording: outcome.kind === "answer" ? (outcome.recording ?? null) : null,
    });
    purse.pay(trial);
  }
  const result = tallyTask(task, attempted.map(trialOf));
  done(keptResult(result, attempted, { bundle: digest, definition }), attempted);
}

function trialOf({ trial }: Attempted): Trial {
  return trial;
}

/** The contract's limit is for one run; a task has one run for each turn. */
function secondsOf(task: Task, perRun: number | null): number | null {
  const limits = [
    task.invariants.max_seconds ?? null,
    perRun === null ? null : perRun * Math.max(1, task.turns.length),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
