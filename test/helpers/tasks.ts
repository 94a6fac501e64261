import type { AgentRequest } from "../../src/agents/agent.ts";
import { bundleDocument } from "../../src/core/bundle/seal.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { renderContract } from "../../src/core/contract/render.ts";
import type { Task } from "../../src/core/golden/task.ts";
import { sampleContract } from "./contracts.ts";

export function sampleTask(part: Partial<Task> = {}): Task {
  return {
    id: "refund_small",
    contract: "support",
    place: { file: "goldens/support/everyday.yaml", line: 4, column: 9 },
    turns: ["Where is my order 1234?"],
    messages: [],
    variables: {},
    environment: { name: "test" },
    tools: {},
    on_confirm: "stop",
    tags: [],
    incident: null,
    quarantine: null,
    repeat: { runs: 1, pass: 1 },
    metadata: {},
    invariants: {},
    document: {},
    ...part,
  };
}

/** What an agent is asked, for a task of a contract. */
export function sampleRequest(
  task: Partial<Task> = {},
  { contract = sampleContract("You help."), seconds = null }: { contract?: Contract; seconds?: number | null } = {},
): AgentRequest {
  const complete = sampleTask(task);
  return {
    bundle: bundleDocument(contract),
    contract,
    rendered: renderContract(contract, complete.variables, complete.environment),
    task: complete,
    environment: complete.environment,
    repeat: 0,
    seconds,
  };
}
