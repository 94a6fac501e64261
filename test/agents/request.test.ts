import { expect, test } from "vitest";
import { commandAgent } from "../../src/agents/command.ts";
import { encodeRequest } from "../../src/agents/protocol.ts";
import { bundleDocument } from "../../src/core/bundle/seal.ts";
import type { Task } from "../../src/core/golden/task.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { sampleContract, tool } from "../helpers/contracts.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest } from "../helpers/tasks.ts";

const secret = "what nobody must tell the agent";

const contract = sampleContract("Hello {{customer}} in {{environment.name}}.", {
  variables: { customer: { type: "string" } },
  messages: [{ role: "assistant", content: "Dear {{customer}}" }],
  tools: [tool("get_order", { effect: "read" })],
});

/** A task that says its secret wherever it may say something about what is expected. */
const task: Partial<Task> = {
  variables: { customer: "Ada" },
  messages: [{ role: "user", content: "before" }],
  turns: ["first", "second"],
  tools: { get_order: [{ args: { order_id: "1" }, return: { status: "shipped" } }] },
  on_confirm: "approve",
  metadata: { seed: 7 },
  incident: secret,
  quarantine: secret,
  tags: [secret],
  invariants: {
    expect_stop_reason: secret,
    max_tokens: 4711,
    max_seconds: 4711,
    expect: { output: [{ contains: secret }], not_called: [secret] },
  } as Task["invariants"],
  document: { id: "refund_small", expect: { output: [{ contains: secret }] } },
};

const documented = {
  bundle: bundleDocument(contract),
  rendered: {
    system: "Hello Ada in test.",
    messages: [{ role: "assistant", content: "Dear Ada" }],
    tools: contract.tools,
  },
  task: {
    id: "refund_small",
    contract: "support",
    turns: ["first", "second"],
    messages: [{ role: "user", content: "before" }],
    variables: { customer: "Ada" },
    tools: { get_order: [{ args: { order_id: "1" }, return: { status: "shipped" } }] },
    on_confirm: "approve",
    metadata: { seed: 7 },
  },
  environment: { name: "test" },
};

test("the request is one JSON document with exactly the documented keys", () => {
  expect(JSON.parse(encodeRequest(sampleRequest(task, { contract, seconds: 3 })))).toEqual(documented);
});

test("it says nothing of what is expected", () => {
  const text = encodeRequest(sampleRequest(task, { contract, seconds: 3 }));
  for (const word of [secret, "4711", "expect", "invariants", "tags", "everyday.yaml"])
    expect(text).not.toContain(word);
});

test("it arrives on stdin as it was written, in any script", async () => {
  const echo = `
    let text = "";
    process.stdin.on("data", (chunk) => (text += chunk)).on("end", () =>
      process.stdout.write(JSON.stringify({ stop_reason: "finish", output: JSON.parse(text) })));`;
  const agent = commandAgent({
    command: [process.execPath, "--eval", echo],
    folder: await temporaryFolder(),
    env: {},
    signal: new AbortController().signal,
  });
  const outcome = await agent.run(sampleRequest({ ...task, turns: ["日本語 😀\n\"'`\u0000\u2028"] }, { contract }));
  const output = outcome.kind === "answer" ? (outcome.answer.output as JsonObject) : {};
  expect(output).toEqual({ ...documented, task: { ...documented.task, turns: ["日本語 😀\n\"'`\u0000\u2028"] } });
});
