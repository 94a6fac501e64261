import fc from "fast-check";
import { expect, test } from "vitest";
import type { HappenedCall } from "../../../../src/core/golden/incident/conversation.ts";
import { simulationOf } from "../../../../src/core/golden/incident/simulation.ts";
import { goldenSimulation } from "../../../../src/core/golden/rules/simulation.ts";
import { simulateTools } from "../../../../src/core/golden/simulate.ts";
import type { Json } from "../../../../src/core/json.ts";
import { contractFrom } from "../../fixture.ts";
import { taskFrom } from "../answers.ts";

const contract = await contractFrom(
  JSON.stringify({
    contract: "support",
    model: { provider: "openai", name: "gpt-5-mini" },
    tools: [
      { name: "get_order", effect: "read", input: { type: "object" } },
      { name: "issue_refund", effect: "write", input: { type: "object" } },
    ],
  }),
);

const word = fc.constantFrom("a", "b", "c");
const args = fc.dictionary(word, fc.oneof(word, fc.dictionary(word, word, { maxKeys: 2 })), { maxKeys: 3 });
const came = fc.oneof(
  fc.constantFrom<Json>(null, 1, "x").map((result) => ({ result })),
  fc.constantFrom("down", "gone").map((error) => ({ error })),
);
const call = fc.record({
  name: fc.constantFrom("get_order", "issue_refund"),
  arguments: args,
  came,
  decision: fc.constant(null),
}) as fc.Arbitrary<HappenedCall>;

test("who makes the same calls in the same order gets the same answers", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 10 }), (calls) => {
      const answer = simulateTools(simulationOf(calls, contract).tools as never);
      for (const { name, arguments: given, came: expected } of calls) {
        const { kind, ...rest } = answer(name, given);
        expect({ kind, ...rest, delay: 0 }).toEqual(
          expected !== null && "error" in expected
            ? { kind: "error", error: expected.error, delay: 0 }
            : { kind: "result", result: expected?.result, delay: 0 },
        );
      }
    }),
    { numRuns: 500 },
  );
});

test("every answer can come about, as check asks for it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      const { tools, writes } = simulationOf(calls, contract);
      const task = await taskFrom({ tools: tools as never, expect: { writes } });
      expect(goldenSimulation.judge({ task, contract, first: task })).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
