import { expect, test } from "vitest";
import type { Session } from "../../src/client/session/session.ts";
import type { Budgets } from "../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import type { Tokens } from "../../src/core/run/record.ts";
import { sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const tools = [tool("find_user"), tool("get_order"), tool("issue_refund", { aliases: ["process_refund"] })];
const spent = { kind: "stop", stop_reason: "budget_exceeded" };

async function withBudgets(budgets: Partial<Budgets>): Promise<Session> {
  const live = await publishedFolder();
  await live.publish(sampleBundle("rules", { tools, budgets: { ...budgetDefaults, ...budgets } }));
  return (await connected(live)).client.open("s");
}

function tokens(input: number, output: number): Tokens {
  return { input, output, cached: null, cache_write: null, reasoning: null };
}

test("of tool calls, failed ones too; a new run starts anew", async () => {
  const session = await withBudgets({ max_tool_calls: 2 });
  session.beforeTurn();
  session.afterTool("find_user", true);
  expect(session.beforeTool("find_user", {}).kind).toBe("allow");
  session.afterTool("get_order", false);
  expect(session.beforeTool("find_user", {})).toMatchObject({
    ...spent,
    message: "the budget of 2 tool calls is used up",
  });
  expect(session.beforeTool("unknown", {})).toMatchObject(spent);
  expect(session.beforeTurn()).toBeNull();
  expect(session.beforeTool("find_user", {}).kind).toBe("allow");
});

test("of calls of one tool, by any of its names", async () => {
  const session = await withBudgets({ max_calls_per_tool: { process_refund: 2, find_user: 0 } });
  session.afterTool("issue_refund", true);
  session.afterTool("process_refund", false);
  for (const name of ["issue_refund", "process_refund", "find_user"]) {
    expect(session.beforeTool(name, {})).toMatchObject(spent);
  }
  expect(session.beforeTool("get_order", {}).kind).toBe("allow");
  session.beforeTurn();
  expect(session.beforeTool("issue_refund", {}).kind).toBe("allow");
});

test("of calls that are made in parallel: what was allowed and is not back yet counts", async () => {
  const session = await withBudgets({ max_tool_calls: 3, max_calls_per_tool: { issue_refund: 1 } });
  session.beforeTurn();
  expect(session.beforeTool("process_refund", {}).kind).toBe("allow");
  expect(session.beforeTool("issue_refund", {})).toMatchObject(spent);
  expect([session.beforeTool("get_order", {}).kind, session.beforeTool("get_order", {}).kind]).toEqual([
    "allow",
    "allow",
  ]);
  expect(session.beforeTool("get_order", {})).toMatchObject(spent);
  expect(session.usage().tool_calls).toBe(0);
  for (const name of ["issue_refund", "get_order", "get_order"]) session.afterTool(name, true);
  expect(session.record().tool_calls).toBe(3);
});

test.each([
  ["tokens", { max_tokens: 10 }, { input: Number.NaN, output: 5 }, {}],
  ["money", { max_spend_usd: 1 }, null, { spend_usd: Number.NaN }],
])(
  "of %s, where what was used is no number: it is not measured, and what comes behind it counts",
  async (_name, budgets, usage, answer) => {
    const session = await withBudgets(budgets);
    expect(session.afterModel(usage, answer)).toBeNull();
    expect(session.usage().unkept).toHaveLength(1);
    expect(session.afterModel(tokens(8, 2), { spend_usd: 1 })).toMatchObject({ stop_reason: "budget_exceeded" });
  },
);

test("of calls in parallel, where one of the same tool is denied", async () => {
  const session = await withBudgets({ max_tool_calls: 2 });
  expect(session.beforeTool("get_order", {}).kind).toBe("allow");
  expect(session.beforeTool("get_order", "no JSON").kind).toBe("deny");
  expect(session.beforeTool("get_order", {})).toMatchObject(spent);
});

test("of steps", async () => {
  const session = await withBudgets({ max_steps: 2 });
  expect(session.afterModel(null)).toBeNull();
  expect(session.afterModel(tokens(1, 1))).toEqual({
    stop_reason: "budget_exceeded",
    message: "the budget of 2 steps is used up",
  });
  expect([session.beforeTurn(), session.afterModel(null)]).toEqual([null, null]);
});

test("of tokens, input and output together", async () => {
  const session = await withBudgets({ max_tokens: 100 });
  expect([session.afterModel(tokens(60, 30)), session.afterModel(null)]).toEqual([null, null]);
  expect(session.afterModel(tokens(5, 5))).toMatchObject({ stop_reason: "budget_exceeded" });
  expect([session.beforeTurn(), session.afterModel(tokens(60, 30))]).toEqual([null, null]);
});

test("two sessions of one bundle do not share a budget", async () => {
  const live = await publishedFolder();
  await live.publish(sampleBundle("rules", { budgets: { ...budgetDefaults, max_tool_calls: 1 } }));
  const { client } = await connected(live);
  const [one, two] = [client.open("one"), client.open("two")];
  one.afterTool("get_order", true);
  expect([one.beforeTool("get_order", {}).kind, two.beforeTool("get_order", {}).kind]).toEqual(["stop", "allow"]);
});
