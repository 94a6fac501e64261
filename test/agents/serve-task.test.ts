import { describe, expect, test } from "vitest";
import { commandAgent } from "../../src/agents/command.ts";
import { decodeAnswer, encodeRequest } from "../../src/agents/protocol.ts";
import { serveTask } from "../../src/agents/serve-task.ts";
import type { Moment, Thought } from "../../src/core/golden/thought.ts";
import type { AgentAnswer } from "../../src/core/run/record.ts";
import { guardrail, sampleContract, tool } from "../helpers/contracts.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest } from "../helpers/tasks.ts";

const contract = sampleContract("You help.", {
  tools: [tool("get_order", { effect: "read" }), tool("issue_refund")],
  guardrails: [guardrail("never", { tool: "issue_refund", decision: "deny" })],
});

const request = sampleRequest(
  { tools: { get_order: [{ return: { status: "shipped" } }] }, turns: ["Where is my order?"] },
  { contract },
);

/** Looks the order up, tries a refund, then says what it saw. */
const script: readonly Omit<Thought, "tokens">[] = [
  { text: "", calls: [{ name: "get_order", arguments: {} }] },
  { text: "", calls: [{ name: "issue_refund", arguments: {} }] },
  { text: "It is shipped.", calls: [] },
];

async function* chunksOf(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Both ends of the pipe, in one process. */
async function roundTrip(
  think: (moment: Moment) => Thought,
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<AgentAnswer> {
  let written = "";
  await serveTask(think, { stdin, stdout: { write: (text) => (written += text) } });
  const decoded = decodeAnswer(written);
  if ("why" in decoded) throw new Error(decoded.why);
  return decoded.answer;
}

function thinker(moments: Moment[] = []): (moment: Moment) => Thought {
  return (moment) => {
    moments.push({ ...moment, messages: [...moment.messages] });
    const tokens = { input: 10, output: 1, cached: null, cache_write: null, reasoning: null };
    return { text: "nothing more", calls: [], ...script[moments.length - 1], tokens };
  };
}

const expected = {
  stop_reason: "finish",
  steps: 3,
  tokens: { input: 30, output: 3 },
  output: "It is shipped.",
  calls: [
    { name: "get_order", result: { status: "shipped" }, error: null, decision: "allow", turn: 0, step: 0 },
    { name: "issue_refund", result: null, error: expect.stringContaining("never"), decision: "deny", turn: 0, step: 1 },
  ],
};

describe("a round trip", () => {
  test("plays the task with simulated tools and real guardrails", async () => {
    const moments: Moment[] = [];
    const answer = await roundTrip(thinker(moments), chunksOf(encodeRequest(request), 1e6));
    expect(answer).toMatchObject(expected);
    expect(moments[0]).toMatchObject({
      system: "You help.",
      messages: [{ role: "user", content: "Where is my order?" }],
      tools: [{ name: "get_order" }, { name: "issue_refund" }],
    });
    expect(moments[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: '{"status":"shipped"}' });
  });

  test("in any pieces, through the middle of a character", async () => {
    const asked = { ...request, task: { ...request.task, turns: ["日本語 😀"] } };
    const moments: Moment[] = [];
    await roundTrip(thinker(moments), chunksOf(encodeRequest(asked), 3));
    expect(moments[0]?.messages[0]?.content).toBe("日本語 😀");
  });

  test("as a program of its own, with the built promptctl", async () => {
    const module = new URL("../../dist/library/index.js", import.meta.url).href;
    const program = `
      import { serveTask } from ${JSON.stringify(module)};
      const script = ${JSON.stringify(script)};
      await serveTask(() => ({ ...script.shift(), tokens: { input: 10, output: 1, cached: null, cache_write: null, reasoning: null } }));`;
    const agent = commandAgent({
      command: [process.execPath, "--input-type=module", "--eval", program],
      folder: await temporaryFolder(),
      env: {},
      signal: new AbortController().signal,
    });
    expect(await agent.run(request)).toMatchObject({ kind: "answer", answer: expected });
  });
});

test.each(["", "null", "[]", "{}", '{"bundle": {}}', '{"bundle": {}, "rendered": {}, "task": []}', "<html>"])(
  "stdin that holds no request is said to be that: %j",
  async (text) => {
    const serving = serveTask(thinker(), { stdin: chunksOf(text, 10), stdout: { write: () => true } });
    await expect(serving).rejects.toMatchObject({ name: "Failure", code: "USAGE" });
  },
);

test("a bundle of a later format is refused", async () => {
  const asked = encodeRequest(request).replace("promptctl/bundle/1", "promptctl/bundle/2");
  const serving = serveTask(thinker(), { stdin: chunksOf(asked, 1e6), stdout: { write: () => true } });
  await expect(serving).rejects.toMatchObject({ code: "BAD_BUNDLE" });
});
