import { expect, test } from "vitest";
import { lintGoldens } from "../../../src/core/golden/lint.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { contractFrom } from "../fixture.ts";
import { taskFrom } from "./answers.ts";

const support = await contractFrom(`contract: support
model: { provider: openai, name: m }
variables: { name: { type: string }, tier: { type: string, default: basic } }
system: You speak with {{name}}, who is {{tier}}, in {{environment.name}}.
tools:
  - { name: get_order, effect: read, aliases: [fetch_order] }
  - { name: issue_refund, effect: destructive }
stop_reasons: [transferred]
`);
const oneShot = { ...support, messages: [{ role: "user" as const, content: "What is it?" }] };
const named = { variables: { name: "Ada" } };

test.each<[string, JsonObject, readonly string[]]>([
  ["nothing", named, []],
  ["a variable is missing", {}, ["GOLDEN_VARIABLES"]],
  ["a variable is of another type", { variables: { name: 1 } }, ["GOLDEN_VARIABLES"]],
  ["a variable that nobody declared", { variables: { name: "Ada", age: 36 } }, ["GOLDEN_VARIABLES"]],
  ["an old name of a tool", { ...named, expect: { called: ["fetch_order"] } }, []],
  ["an unknown tool that is simulated", { ...named, tools: { refund: [{ return: 1 }] } }, ["GOLDEN_UNKNOWN_TOOL"]],
  ["an unknown tool that is expected", { ...named, expect: { writes: [{ tool: "refund" }] } }, ["GOLDEN_UNKNOWN_TOOL"]],
  ["an unknown tool that is limited", { ...named, max_calls_per_tool: { refund: 1 } }, ["GOLDEN_UNKNOWN_TOOL"]],
  [
    "an unknown tool in each place is one finding",
    { ...named, tools: { refund: [] }, expect: { order: ["refund"], denied: ["refund"], confirmed: ["refund"] } },
    ["GOLDEN_UNKNOWN_TOOL"],
  ],
  [
    "an unknown tool that must not be called is the point",
    { ...named, expect: { not_called: ["delete_everything"] } },
    [],
  ],
  ["input and turns", { ...named, turns: ["Hello"] }, ["GOLDEN_INPUT"]],
])("%s", async (_name, fields, rules) => {
  expect(lintGoldens([await taskFrom(fields)], [support]).map(({ rule }) => rule)).toEqual(rules);
});

test("a task of a contract that is not there", async () => {
  expect(lintGoldens([await taskFrom(named)], []).map(({ rule }) => rule)).toEqual(["GOLDEN_UNKNOWN_CONTRACT"]);
});

test("a task without input is for a contract that asks by itself", async () => {
  const { document, ...task } = await taskFrom(named);
  const { input: _, ...rest } = document;
  const silent = { ...task, document: rest, turns: [] };
  expect(lintGoldens([silent], [oneShot])).toEqual([]);
  expect(lintGoldens([silent], [support]).map(({ rule }) => rule)).toEqual(["GOLDEN_INPUT"]);
});

test("the second task of a name is one too many, and the second of another contract is not", async () => {
  const task = await taskFrom(named);
  expect(lintGoldens([task, task], [support]).map(({ rule }) => rule)).toEqual(["GOLDEN_DUPLICATE"]);
  expect(lintGoldens([task, { ...task, contract: "sales" }], [support, { ...support, name: "sales" }])).toEqual([]);
});
