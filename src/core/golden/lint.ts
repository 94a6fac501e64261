import { type Contract, toolNamed } from "../contract/contract.ts";
import { renderContract } from "../contract/render.ts";
import { Failure } from "../failure.ts";
import type { Finding, Level } from "../finding.ts";
import { sayList } from "../text.ts";
import type { CallPattern } from "./schema.ts";
import type { Task } from "./task.ts";

/** What is wrong between golden tasks and the contracts they are about. */
export function lintGoldens(tasks: readonly Task[], contracts: readonly Contract[]): readonly Finding[] {
  return [...duplicates(tasks), ...tasks.flatMap((task) => lintTask(task, contracts))];
}

function lintTask(task: Task, contracts: readonly Contract[]): readonly Finding[] {
  const contract = contracts.find(({ name }) => name === task.contract);
  if (contract === undefined) {
    const known = contracts.map(({ name }) => name);
    return [
      finding(
        task,
        "GOLDEN_UNKNOWN_CONTRACT",
        "error",
        `there is no contract ${task.contract}`,
        `the contracts are ${sayList(known)}`,
      ),
    ];
  }
  const unknown = [...new Set(toolsNamed(task))].filter((name) => toolNamed(contract, name) === null);
  const offered = sayList(contract.tools.map(({ name }) => name));
  return [
    ...unknown.map((name) =>
      finding(
        task,
        "GOLDEN_UNKNOWN_TOOL",
        "error",
        `the task ${task.id} names ${name}, and ${contract.name} has no such tool`,
        `its tools are ${offered}`,
      ),
    ),
    ...wrongInput(task, contract),
    ...unrenderable(task, contract),
  ];
}

/** A one-shot contract asks by itself; every other one has to be spoken to. */
function wrongInput(task: Task, contract: Contract): readonly Finding[] {
  const { input, turns } = task.document;
  const oneShot = contract.messages.at(-1)?.role === "user";
  if (input !== undefined && turns !== undefined)
    return [
      finding(
        task,
        "GOLDEN_INPUT",
        "error",
        `the task ${task.id} has both \`input\` and \`turns\``,
        "keep one of them",
      ),
    ];
  if (oneShot || task.turns.length > 0) return [];
  return [
    finding(task, "GOLDEN_INPUT", "error", `the task ${task.id} has nothing to say`, "give it `input:` or `turns:`"),
  ];
}

/** A negative expectation may name what must never be there; everything else has to exist. */
function toolsNamed({ tools, invariants: { expect, max_calls_per_tool } }: Task): readonly string[] {
  const patterns: readonly CallPattern[] = [
    ...(expect?.writes ?? []),
    ...(expect?.called ?? []),
    ...(expect?.order ?? []),
    ...(expect?.confirmed ?? []),
    ...(expect?.denied ?? []),
  ];
  return [
    ...Object.keys(tools),
    ...patterns.map((pattern) => (typeof pattern === "string" ? pattern : pattern.tool)),
    ...Object.keys(max_calls_per_tool ?? {}),
  ];
}

function unrenderable(task: Task, contract: Contract): readonly Finding[] {
  try {
    renderContract(contract, task.variables, task.environment);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [
      finding(
        task,
        "GOLDEN_VARIABLES",
        "error",
        `the task ${task.id}: ${error.message}`,
        "give the value under `variables:`, in the task or in `defaults:`",
      ),
    ];
  }
}

function duplicates(tasks: readonly Task[]): readonly Finding[] {
  const seen = new Map<string, Task>();
  return tasks.flatMap((task) => {
    const key = `${task.contract}/${task.id}`;
    const first = seen.get(key);
    seen.set(key, first ?? task);
    if (first === undefined) return [];
    return [
      finding(
        task,
        "GOLDEN_DUPLICATE",
        "error",
        `there is a task ${task.id} already`,
        `see ${first.place.file}:${first.place.line}`,
      ),
    ];
  });
}

function finding(task: Task, rule: string, level: Level, message: string, hint: string): Finding {
  return {
    rule,
    level,
    message,
    hint,
    contract: task.contract,
    path: ["tasks", task.id],
    place: task.place,
    frame: null,
  };
}
