import { readGoldens } from "../../../src/core/golden/read.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import type { AgentAnswer, Call } from "../../../src/core/run/record.ts";
import { memoryTree } from "../../helpers/tree.ts";

/** A golden task as people write it, read as promptctl reads it. */
export async function taskFrom(fields: JsonObject): Promise<Task> {
  const { tasks, findings } = await readGoldens(
    memoryTree({
      [goldenPath]: JSON.stringify({ contract: "support", tasks: [{ id: "task", input: "Hello", ...fields }] }),
    }),
    goldenPath,
  );
  const [task] = tasks;
  if (task === undefined) throw new Error(findings.map(({ message }) => message).join("; "));
  return task;
}

/** What promptctl says about a golden task that it may refuse. */
export async function findingsOfTask(fields: JsonObject): Promise<readonly string[]> {
  const { findings } = await readGoldens(
    memoryTree({
      [goldenPath]: JSON.stringify({ contract: "support", tasks: [{ id: "task", input: "Hello", ...fields }] }),
    }),
    goldenPath,
  );
  return findings.map(({ message }) => message);
}

export interface WrittenCall {
  readonly name: string;
  readonly arguments?: JsonObject;
  readonly result?: Json;
  readonly error?: string;
  readonly decision?: Call["decision"];
  readonly turn?: number;
}

export type WrittenAnswer = Partial<Omit<AgentAnswer, "calls">> & { readonly calls?: readonly WrittenCall[] | null };

/** An answer of an agent that measures nothing, but for what is said. */
export function answerFrom({ calls = [], ...part }: WrittenAnswer): AgentAnswer {
  return {
    stop_reason: "finish",
    stop_reason_raw: null,
    steps: null,
    tokens: null,
    seconds: null,
    spend_usd: null,
    output: "",
    transcript: null,
    ...part,
    calls: calls === null ? null : calls.map(complete),
  };
}

function complete(call: WrittenCall, index: number): Call {
  return {
    id: `call_${index + 1}`,
    turn: 0,
    step: index,
    arguments: {},
    result: null,
    error: null,
    decision: "allow",
    ...call,
  };
}

const goldenPath = "goldens/support/tasks.yaml";
