import fc from "fast-check";
import { expect, test } from "vitest";
import { openModels } from "../../../src/agents/exchange/models.ts";
import { modelAgent } from "../../../src/agents/model.ts";
import type { Agent, AgentOutcome } from "../../../src/agents/agent.ts";
import type { AskModel } from "../../../src/core/golden/exchange.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";
import { temporaryFolder } from "../../helpers/repository.ts";
import { sampleRequest } from "../../helpers/tasks.ts";
import { arbitraryReply } from "../../core/golden/recording/arbitrary.ts";
import { says } from "./scripted.ts";

const contract = sampleContract("You help.", {
  model: { provider: "scripted", name: "local-script" },
  tools: [tool("get_order", { effect: "read" }), tool("issue_refund")],
});

const request = sampleRequest(
  { turns: ["Hello", "And now?"], tools: { get_order: [{ return: [1], delay: 0.1 }, { error: "down" }] } },
  { contract },
);

test("a replay gives the outcome that the recording had, whatever the model said", async () => {
  const folder = await temporaryFolder();
  const agentIn = (mode: "record" | "replay", ask: AskModel): Agent =>
    modelAgent({
      models: openModels({ top: folder, folder, env: {} }, mode, async () => ask),
      prices: { "scripted/local-script": { input: 1, output: 2, cached: null, cache_write: 1 } },
      signal: new AbortController().signal,
    });
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryReply, { maxLength: 5 }), async (replies) => {
      let asked = 0;
      const recorded = await agentIn("record", async () => replies[asked++] ?? says("The end.")).run(request);
      kinds.add(recorded.kind === "answer" ? recorded.answer.stop_reason : recorded.kind);
      const replayed = await agentIn("replay", async () => {
        throw new Error("a replay asked a model");
      }).run(request);
      expect(replayed).toEqual(recorded);
      expect(bytesOf(replayed)).toBe(bytesOf(recorded));
    }),
    { numRuns: 150 },
  );
  expect(kinds).toContain("finish");
  expect(kinds).toContain("error");
});

function bytesOf(outcome: AgentOutcome): string {
  return JSON.stringify(outcome);
}
