import { type Contract, toolNamed } from "../contract/contract.ts";
import { renderContract } from "../contract/render.ts";
import { Failure } from "../failure.ts";
import type { Finding } from "../finding.ts";
import type { JsonObject } from "../json.ts";
import { coreStopReasons } from "../run/record.ts";
import { schemaProblem } from "../schema/compile.ts";
import { sayList } from "../text.ts";
import type { CallPattern, SingleCheck } from "./schema.ts";
import type { Task } from "./task.ts";

/** What is wrong between golden tasks and the contracts they are about. */
export function lintGoldens(tasks: readonly Task[], contracts: readonly Contract[]): readonly Finding[] {
  return [...duplicates(tasks), ...tasks.flatMap((task) => lintTask(task, contracts))];
}

function lintTask(task: Task, contracts: readonly Contract[]): readonly Finding[] {
  const contract = contracts.find(({ name }) => name === task.contract);
  if (contract !== undefined) return taskRules.flatMap((rule) => rule(task, contract));
  const known = `the contracts are ${sayList(contracts.map(({ name }) => name))}`;
  return [finding(task, "GOLDEN_UNKNOWN_CONTRACT", `there is no contract ${task.contract}`, known)];
}

type TaskRule = (task: Task, contract: Contract) => readonly Finding[];

const unknownTools: TaskRule = (task, contract) => {
  const unknown = [...new Set(toolsNamed(task))].filter((name) => toolNamed(contract, name) === null);
  const hint = `its tools are ${sayList(contract.tools.map(({ name }) => name))}`;
  const says = (name: string): string => `the task ${task.id} names ${name}, and ${contract.name} has no such tool`;
  return unknown.map((name) => finding(task, "GOLDEN_UNKNOWN_TOOL", says(name), hint));
};

const unknownStopReasons: TaskRule = (task, contract) => {
  const known = [...coreStopReasons, ...contract.stop_reasons];
  return [task.invariants.expect_stop_reason ?? []]
    .flat()
    .filter((reason) => !known.includes(reason))
    .map((reason) =>
      finding(
        task,
        "GOLDEN_STOP_REASON",
        `the task ${task.id} expects ${reason}, and no run can end so`,
        `a run ends with ${sayList(known, "or")}`,
      ),
    );
};

const invalidSchemas: TaskRule = (task) =>
  schemasIn(task).flatMap((schema) => {
    const problem = schemaProblem(schema, "known only");
    return problem === null
      ? []
      : [
          finding(
            task,
            "GOLDEN_SCHEMA",
            `the task ${task.id} checks with what is not a JSON Schema: ${problem}`,
            JSON.stringify(schema),
          ),
        ];
  });

/** A one-shot contract asks by itself; every other one has to be spoken to. */
const wrongInput: TaskRule = (task, contract) => {
  const { input, turns } = task.document;
  if (input !== undefined && turns !== undefined) {
    return [finding(task, "GOLDEN_INPUT", `the task ${task.id} has both \`input\` and \`turns\``, "keep one of them")];
  }
  const oneShot = contract.messages.at(-1)?.role === "user";
  if (oneShot || task.turns.length > 0) return [];
  return [finding(task, "GOLDEN_INPUT", `the task ${task.id} has nothing to say`, "give it `input:` or `turns:`")];
};

const unrenderable: TaskRule = (task, contract) => {
  try {
    renderContract(contract, task.variables, task.environment);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [
      finding(
        task,
        "GOLDEN_VARIABLES",
        `the task ${task.id}: ${error.message}`,
        "give the value under `variables:`, in the task or in `defaults:`",
      ),
    ];
  }
};

const taskRules: readonly TaskRule[] = [unknownTools, unknownStopReasons, invalidSchemas, wrongInput, unrenderable];

/** A negative expectation may name what must never be there; everything else has to exist. */
function toolsNamed({ tools, invariants: { expect, max_calls_per_tool } }: Task): readonly string[] {
  const { writes = [], called = [], order = [], confirmed = [], denied = [] } = expect ?? {};
  const patterns = [writes, called, order, confirmed, denied].flat();
  return [
    ...Object.keys(tools),
    ...Object.values(tools).flatMap((entries) => entries.flatMap(({ after }) => after ?? [])),
    ...patterns.map((pattern) => (typeof pattern === "string" ? pattern : pattern.tool)),
    ...Object.keys(max_calls_per_tool ?? {}),
  ];
}

function schemasIn({ invariants: { expect } }: Task): readonly JsonObject[] {
  const { writes = [], called = [], not_called = [], order = [], confirmed = [], denied = [] } = expect ?? {};
  const patterns = [writes, called, not_called, order, confirmed, denied].flat();
  const checks = [expect?.output ?? [], expect?.said ?? []].flat();
  const inside = [
    ...patterns.map(schemaOf),
    ...checks.flatMap((check) => ("any" in check ? check.any : [check])).map(schemaOf),
  ];
  return inside.filter((schema) => schema !== undefined);
}

function schemaOf(holder: CallPattern | SingleCheck): JsonObject | undefined {
  return typeof holder === "string" ? undefined : holder.schema;
}

function duplicates(tasks: readonly Task[]): readonly Finding[] {
  const seen = new Map<string, Task>();
  return tasks.flatMap((task) => {
    const key = `${task.contract}/${task.id}`;
    const first = seen.get(key);
    seen.set(key, first ?? task);
    if (first === undefined) return [];
    const hint = `see ${first.place.file}:${first.place.line}`;
    return [finding(task, "GOLDEN_DUPLICATE", `there is a task ${task.id} already`, hint)];
  });
}

function finding(task: Task, rule: string, message: string, hint: string): Finding {
  const { contract, id, place } = task;
  return { rule, level: "error", message, hint, contract, path: ["tasks", id], place, frame: null };
}
