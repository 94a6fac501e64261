import { expect, test } from "vitest";
import { judgeRun } from "../../../src/core/golden/judge.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import type { Said, Tokens } from "../../../src/core/run/record.ts";
import { contractFrom } from "../fixture.ts";
import { answerFrom, taskFrom, type WrittenAnswer } from "./answers.ts";

const contract = await contractFrom(
  JSON.stringify({
    contract: "support",
    model: { provider: "openai", name: "gpt-5-mini" },
    tools: [
      { name: "get_order", effect: "read" },
      { name: "issue_refund", effect: "write" },
      { name: "close_ticket", effect: "write" },
    ],
  }),
);

const used = (input: number): Tokens => ({ input, output: 0, cached: 0, cache_write: 0, reasoning: 0 });

const user: Said = { role: "user", content: "And?" };
const twoTurns: readonly Said[] = [
  user,
  { role: "assistant", content: "My system prompt says so.", tokens: used(10) },
  user,
  { role: "assistant", content: "Sorry.", tokens: used(20) },
];

/** What a failure shows: the turn, counted from 0, and what was got. */
test.each<[string, JsonObject, WrittenAnswer, number | null, string]>([
  [
    "what must not be said, in the turn in which it was said",
    { turns: ["Hi", "And?"], expect: { said: [{ "not-contains": "system prompt" }] } },
    { transcript: twoTurns },
    0,
    "My system prompt says so.",
  ],
  [
    "what was never said, in no turn",
    { turns: ["Hi", "And?"], expect: { said: [{ contains: "refund" }] } },
    { transcript: twoTurns },
    null,
    "My system prompt says so.\nSorry.",
  ],
  [
    "an answer, in the last turn",
    { turns: ["Hi", "And?"], expect: { output: [{ contains: "refund" }] } },
    { transcript: twoTurns, output: "Sorry." },
    1,
    "Sorry.",
  ],
  [
    "an end, in the last turn",
    { turns: ["Hi", "And?"], expect_stop_reason: "refused" },
    { transcript: twoTurns },
    1,
    "finish",
  ],
  [
    "an end, with the provider's own word",
    { expect_stop_reason: "finish" },
    { stop_reason: "truncated", stop_reason_raw: "max_tokens" },
    0,
    "truncated (max_tokens)",
  ],
  [
    "tokens, in the turn that went beyond the limit",
    { turns: ["Hi", "And?"], max_tokens: 20 },
    { transcript: twoTurns, tokens: used(30) },
    1,
    "30 (×1.50 of the limit)",
  ],
  [
    "steps, in the turn that went beyond the limit",
    { max_steps: 1 },
    { transcript: twoTurns, steps: 2 },
    1,
    "2 (×2.00 of the limit)",
  ],
  [
    "a call too many, in its turn",
    { max_tool_calls: 1 },
    { calls: [{ name: "get_order" }, { name: "get_order", turn: 3 }] },
    3,
    "2 (×2.00 of the limit)",
  ],
  [
    "a repetition too many, in its turn",
    { max_retries: 0 },
    {
      calls: [
        { name: "get_order", turn: 2 },
        { name: "get_order", turn: 2 },
      ],
    },
    2,
    "1",
  ],
  [
    "a call that came too early, in its turn",
    { expect: { order: ["issue_refund", "close_ticket"] } },
    {
      calls: [
        { name: "close_ticket", turn: 1 },
        { name: "issue_refund", turn: 2 },
      ],
    },
    1,
    "close_ticket({}), issue_refund({})",
  ],
  [
    "a call that was not confirmed, in its turn",
    { expect: { confirmed: ["issue_refund"] } },
    { calls: [{ name: "issue_refund", turn: 1 }] },
    1,
    "issue_refund({}), not confirmed",
  ],
  [
    "a call with other arguments, in its turn",
    { expect: { called: [{ tool: "issue_refund", args: { amount: 1 } }] } },
    { calls: [{ name: "get_order" }, { name: "issue_refund", turn: 1, arguments: { amount: 2 } }] },
    1,
    'get_order({}), issue_refund({"amount":2})',
  ],
  [
    "calls that nobody reported",
    { expect: { writes: [] } },
    { calls: null },
    null,
    "the runner did not report its calls",
  ],
  ["seconds, to the millisecond", { max_seconds: 4 }, { seconds: 6.066918 }, null, "6.067 (×1.52 of the limit)"],
  ["seconds that nobody measured", { max_seconds: 1 }, {}, null, "not measured by the runner"],
  ["money without tokens", { max_spend_usd: 1 }, {}, null, "not measured by the runner"],
  [
    "money without a price, with the line to write",
    { max_spend_usd: 1 },
    { tokens: used(30) },
    null,
    'not known, because a price is missing: write prices: { "openai/gpt-5-mini": { input: …, output: … } } in promptctl.yaml (US dollars for a million tokens)',
  ],
  [
    "money without a price of cached tokens, with the line to write",
    { max_spend_usd: 1 },
    { tokens: { ...used(30), cached: 10 } },
    null,
    'not known, because a price is missing: write prices: { "openai/gpt-5-mini": { input: …, output: …, cached: … } } in promptctl.yaml (US dollars for a million tokens)',
  ],
  [
    "a part that is not there",
    { expect: { output: [{ path: "$.total", equals: 1 }] } },
    { output: { sum: 1 } },
    0,
    'nothing at $.total in {"sum":1}',
  ],
  [
    "a part that is otherwise",
    { expect: { output: [{ path: "$.sum", equals: 2 }] } },
    { output: { sum: 1 } },
    0,
    "$.sum is 1",
  ],
  ["how alike two texts are", { expect: { output: [{ similar: "abcd" }] } }, { output: "abxy" }, 0, "50 % alike: abxy"],
  ["silence", { expect: { output: [{ contains: "x" }] } }, { output: " " }, 0, "nothing"],
])("a failure shows %s", async (_name, task, answer, turn, got) => {
  const trial = judgeRun(
    await taskFrom({ ...task, ...("turns" in task ? { input: undefined } : {}) } as JsonObject),
    contract,
    answerFrom(answer),
  );
  const failed = trial.kind === "judged" ? trial.verdicts.filter(({ status }) => status === "fail") : [];
  expect(failed.map((verdict) => [verdict.turn, verdict.got])).toEqual([[turn, got]]);
});
