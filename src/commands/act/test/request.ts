import type { AgentRequest } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { bundleDocument } from "../../../core/bundle/seal.ts";
import { renderFor } from "../../../core/golden/render.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { JsonObject } from "../../../core/json.ts";

/** What an agent is asked in one trial of a task. */
export function requestOf(task: Task, bundle: Bundle, repeat: number): AgentRequest {
  const { contract } = bundle;
  return {
    bundle: documentOf(bundle),
    contract,
    rendered: renderFor(contract, task),
    task,
    environment: task.environment,
    repeat,
    seconds: secondsOf(task, contract.budgets.max_seconds),
  };
}

/** Once for all tasks of a bundle. */
function documentOf(bundle: Bundle): JsonObject {
  const document = documents.get(bundle) ?? bundleDocument(bundle.contract);
  documents.set(bundle, document);
  return document;
}

const documents = new WeakMap<Bundle, JsonObject>();

/** The contract's limit is for one run; a task has one run for each turn. */
function secondsOf(task: Task, perRun: number | null): number | null {
  const limits = [
    task.invariants.max_seconds ?? null,
    perRun === null ? null : perRun * Math.max(1, task.turns.length),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
