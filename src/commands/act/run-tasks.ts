import pLimit from "p-limit";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { bundleDocument } from "../../core/bundle/seal.ts";
import { renderContract } from "../../core/contract/render.ts";
import { isDecided, judgeRun, tallyTask, type TaskResult, type Trial } from "../../core/golden/judge.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Agent } from "../../agents/agent.ts";

export interface TaskRun {
  readonly task: Task;
  readonly bundle: Bundle;
}

/** Runs tasks side by side, each as often as it asks to be, and judges them; results come in the order of the tasks. */
export async function runTasks(
  agent: Agent,
  runs: readonly TaskRun[],
  { jobs, signal }: { readonly jobs: number; readonly signal: AbortSignal },
): Promise<readonly TaskResult[]> {
  const limit = pLimit(jobs);
  return Promise.all(runs.map((run) => limit(() => runTask(agent, run, signal))));
}

async function runTask(agent: Agent, { task, bundle }: TaskRun, signal: AbortSignal): Promise<TaskResult> {
  const trials: Trial[] = [];
  while (!isDecided(task, trials)) {
    signal.throwIfAborted();
    trials.push(await runOnce(agent, { task, bundle }));
  }
  return tallyTask(task, trials);
}

async function runOnce(agent: Agent, { task, bundle }: TaskRun): Promise<Trial> {
  const { contract } = bundle;
  const outcome = await agent.run({
    bundle: bundleDocument(contract),
    rendered: renderContract(contract, task.variables, task.environment),
    task,
    environment: task.environment,
    seconds: secondsOf(task, contract.budgets.max_seconds),
  });
  return outcome.kind === "answer" ? judgeRun(task, contract, outcome.answer) : outcome;
}

/** The contract's limit is for one run; a task has one run for each turn. */
function secondsOf(task: Task, perRun: number | null): number | null {
  const limits = [
    task.invariants.max_seconds ?? null,
    perRun === null ? null : perRun * Math.max(1, task.turns.length),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
