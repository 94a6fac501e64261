import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertions } from "../../../src/core/golden/assertions/index.ts";
import { checks } from "../../../src/core/golden/checks.ts";
import { judgeRun } from "../../../src/core/golden/judge.ts";
import { noOpinions } from "../../../src/core/golden/rubric/opinion.ts";
import { weigh } from "../../../src/core/golden/weigh.ts";
import type { Json } from "../../../src/core/json.ts";
import { prepareQueries } from "../../../src/core/json-path.ts";
import { within } from "../../../src/world/within.ts";
import { contractFrom } from "../fixture.ts";
import { answerFrom, taskFrom } from "./answers.ts";

await prepareQueries();

const names = Object.keys(checks).flatMap((name) => [name, `not-${name}`]);
const values = fc.jsonValue() as fc.Arbitrary<Json>;
const wanted = fc.oneof(
  values,
  fc.string(),
  fc.constantFrom("$", "$..*", "$.a[?@.b == 'c']", "(", "[", "\\", "$[", '{"$ref": "#/x"}'),
  fc.constantFrom<Json>({ $ref: "#/$defs/gone" }, { pattern: "(" }, { text: "x", threshold: 2 }, { type: 7 }),
);
const check = fc
  .record({
    keys: fc.dictionary(fc.constantFrom("path", ...names), wanted, { maxKeys: 3 }),
    rubric: fc.option(fc.string()),
  })
  .map(({ keys, rubric }) => (rubric === null ? keys : { ...keys, rubric }));

test("no check throws, whatever it says and whatever it is about", () => {
  fc.assert(
    fc.property(fc.oneof(check, fc.record({ any: fc.array(check, { maxLength: 3 }) })), values, (one, value) => {
      expect(["yes", "no", "unknown"]).toContain(weigh(one as never, value, noOpinions).holds);
    }),
    { numRuns: 2_000 },
  );
});

test("a check and its opposite never hold both", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(checks)), wanted, values, (name, ask, value) => {
      const holds = [name, `not-${name}`].map((key) => weigh({ [key]: ask } as never, value, noOpinions).holds);
      expect(holds).not.toEqual(["yes", "yes"]);
    }),
    { numRuns: 2_000 },
  );
});

const text = fc.oneof(fc.string(), fc.constantFrom("user", "assistant", "tool", "finish", "__proto__"));
const call = fc.record({
  id: text,
  turn: fc.nat(3),
  step: fc.nat(3),
  name: fc.constantFrom("get_order", "issue_refund", "nobody"),
  arguments: fc.dictionary(text, values),
  result: values,
  error: fc.option(text),
  decision: fc.option(fc.constantFrom("allow", "confirm", "deny")),
});
const number = fc.option(fc.nat());
const answer = fc.record({
  stop_reason: text,
  stop_reason_raw: fc.option(text),
  steps: number,
  tokens: fc.option(
    fc.record({ input: fc.nat(), output: fc.nat(), cached: number, cache_write: number, reasoning: number }),
  ),
  seconds: number,
  spend_usd: number,
  output: values,
  calls: fc.option(fc.array(call, { maxLength: 4 })),
  transcript: fc.option(
    fc.array(fc.record({ role: fc.constantFrom("user", "assistant", "tool"), content: text }), { maxLength: 5 }),
  ),
});

const contract = await contractFrom(
  JSON.stringify({
    contract: "support",
    model: { provider: "openai", name: "gpt-5-mini" },
    tools: [
      { name: "get_order", effect: "read" },
      { name: "issue_refund", effect: "write" },
    ],
    output: { schema: { type: "object", required: ["answer"] } },
  }),
);
const everything = await taskFrom({
  expect_stop_reason: ["finish", "error"],
  max_steps: 1,
  max_tool_calls: 1,
  max_tokens: 1,
  max_input_tokens: 1,
  max_output_tokens: 1,
  max_reasoning_tokens: 1,
  max_seconds: 1,
  max_spend_usd: 1,
  max_retries: 0,
  max_calls_per_tool: { get_order: 1 },
  max_increase: { tokens: "20%" },
  expect: {
    writes: [{ tool: "issue_refund", args: { a: 1 }, schema: { required: ["a"] }, times: 2 }, "issue_refund"],
    called: ["get_order", { tool: "get_order", times: 2 }],
    not_called: ["issue_refund"],
    order: { calls: ["get_order", "issue_refund"], of: "all" },
    confirmed: ["issue_refund"],
    denied: ["issue_refund"],
    output: [{ contains: "x" }, { json: true, path: "$..a", "not-equals": 1 }, { rubric: "It is so." }],
    said: [{ "not-regex": "(a+)+b" }, { similar: "abc" }],
  },
});

test("no run makes an assertion throw, and every verdict says what was expected and what came", () => {
  fc.assert(
    fc.property(answer, (given) => {
      for (const assertion of assertions) {
        const run = { task: everything, contract, answer: given as never, opinions: noOpinions };
        for (const verdict of assertion.judge(run)) {
          expect([verdict.expected, verdict.got].map((words) => words.trim() !== "")).toEqual([true, true]);
        }
      }
    }),
    { numRuns: 500 },
  );
});

describe("a check that would take for ever", () => {
  test.each<[string, Json]>([
    ["a regular expression", { regex: "^(a+)+$" }],
    ["a pattern in a schema", { schema: { pattern: "^(a+)+$" } }],
    ["a pattern in a JSONPath", { jsonpath: "$.list[?match(@, '(a+)+')]" }],
  ])("%s ends with a failure that says so", async (_name, one) => {
    const output = "jsonpath" in (one as object) ? { list: [`${"a".repeat(40)}!`] } : `${"a".repeat(40)}!`;
    const task = await taskFrom({ expect: { output: [one] } });
    const plain = { ...contract, output: null };
    const trial = judgeRun(task, plain, answerFrom({ output }), noOpinions, (work) => within(work, 200));
    expect(trial).toMatchObject({
      kind: "judged",
      passed: false,
      verdicts: [{ invariant: "output", status: "fail", got: expect.stringContaining("takes too long") }],
    });
  });
});
