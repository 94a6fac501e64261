import { expect, test } from "vitest";
import type { ConnectOptions } from "../../src/client/options.ts";
import { Failure } from "../../src/core/failure.ts";
import { goOn, permit } from "../../src/client/session/permit.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import { guardrail, sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const amount = { type: "object", required: ["amount"], properties: { amount: { type: "number" } } };
const refunds: Partial<Contract> = {
  tools: [
    tool("issue_refund", { input: amount, aliases: ["process_refund"] }),
    tool("hand_over", { stop_reason: "transferred" }),
  ],
  stop_reasons: ["transferred"],
  guardrails: [guardrail("ask", { tool: "issue_refund", decision: "confirm" })],
};

async function opened(part: Partial<Contract>, options: Partial<ConnectOptions> = {}) {
  const live = await publishedFolder();
  await live.publish(sampleBundle("rules", part));
  const { client, doors } = await connected(live, options);
  return { client, doors, session: client.open("s-1") };
}

const exceeded = (what: string) => ({ stop_reason: "budget_exceeded", message: `the budget of ${what} is used up` });

test("seconds are counted from the beginning of the run, and stop before the next side effect", async () => {
  const { session, doors } = await opened({ budgets: { ...budgetDefaults, max_seconds: 10 } });
  session.beforeTurn();
  doors.pass(9_999);
  expect([session.beforeTool("get_order", {}).kind, session.beforeModel()]).toEqual(["allow", null]);
  doors.pass(1);
  expect(session.beforeTool("get_order", {})).toEqual({ kind: "stop", ...exceeded("10 seconds") });
  expect([session.beforeModel(), session.afterModel(null)]).toEqual([exceeded("10 seconds"), exceeded("10 seconds")]);
  expect(session.record()).toMatchObject({ seconds: 10, stop_reason: "budget_exceeded" });
  doors.pass(60_000);
  expect([session.beforeTurn(), session.beforeModel()]).toEqual([null, null]);
});

test("beyond the age that the host allows, every checkpoint stops", async () => {
  const { session, doors } = await opened({}, { max_age: 60_000 });
  expect(session.beforeTurn()).toBeNull();
  doors.pass(60_001);
  const stop = { stop_reason: "halted", message: expect.stringMatching(/\w/) };
  expect([session.beforeTurn(), session.beforeModel(), session.afterModel(null)]).toEqual([stop, stop, stop]);
  expect(session.beforeTool("get_order", {})).toEqual({ kind: "stop", ...stop });
  expect(session.record().stop_reason).toBe("halted");
});

test("an answer that used a budget up exactly, and asks for nothing more, has kept it", async () => {
  const { session } = await opened({ budgets: { ...budgetDefaults, max_tokens: 100, max_steps: 2 } });
  const half = { input: 25, output: 25 };
  session.beforeTurn();
  expect(session.afterModel(half, { calls: 1 })).toBeNull();
  expect([session.afterModel(half, { calls: 0 }), session.beforeModel()]).toEqual([null, exceeded("2 steps")]);
  session.beforeTurn();
  session.afterModel(half, { calls: 1 });
  expect(session.afterModel(half, { calls: 1 })).toEqual(exceeded("100 tokens"));
  session.beforeTurn();
  expect(session.afterModel({ input: 100, output: 1 }, { calls: 0 })).toEqual(exceeded("100 tokens"));
});

test.each<[string, object]>([
  ["our tokens", { input: 1_000_000, output: 0, cached: null, cache_write: null, reasoning: null }],
  ["chat completions", { prompt_tokens: 1_000_000, completion_tokens: 0 }],
  ["responses", { input_tokens: 1_000_000, output_tokens: 0, input_tokens_details: { cached_tokens: 0 } }],
  [
    "messages",
    { input_tokens: 400_000, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 300_000 },
  ],
])("spend has a limit, by the prices that were given: %s", async (_name, usage) => {
  const { session } = await opened(
    { budgets: { ...budgetDefaults, max_spend_usd: 0.5 } },
    { prices: { "openai/gpt-5-mini-2026-01-15": { input: 0.25, output: 0.5 } } },
  );
  session.beforeTurn();
  expect(session.afterModel(usage)).toBeNull();
  expect(session.afterModel(usage)).toEqual(exceeded("0.5 US dollars"));
  expect(session.usage()).toMatchObject({ spend_usd: 0.5, unkept: [] });
});

test("what has no price stops nobody, and is said", async () => {
  const { session } = await opened({ budgets: { ...budgetDefaults, max_spend_usd: 0.01, max_tokens: 10 } });
  session.beforeTurn();
  expect([session.afterModel({ input: 1, output: 1 }), session.usage().unkept]).toEqual([
    null,
    ["max_spend_usd: what openai/gpt-5-mini-2026-01-15 used has no price (connect({ prices }))"],
  ]);
  expect(session.afterModel({ output: "many" })).toBeNull();
  expect(session.usage().unkept).toEqual([
    "max_tokens: an answer came without its usage",
    expect.stringContaining("max_spend_usd"),
  ]);
  session.beforeTurn();
  expect(session.afterModel(null, { spend_usd: 0.01 })).toEqual(exceeded("0.01 US dollars"));
});

test.each([
  ["an object", { amount: 1 }],
  ["its text", '{"amount":1}'],
])("arguments as %s", async (_name, args) => {
  const { session } = await opened(refunds);
  expect(session.beforeTool("process_refund", args)).toMatchObject({
    kind: "confirm",
    guardrail: "ask",
    arguments: { amount: 1 },
    tool: { name: "issue_refund" },
  });
});

test.each([
  ["broken text", '{"amount":'],
  ["a list", [1]],
  ["the text of a list", "[1]"],
  ["a number", 7],
  ["nothing", undefined],
  ["no text", ""],
  ["another object", { amount: "1" }],
])("arguments as %s are refused before any rule, and nothing is thrown", async (_name, args) => {
  const { session } = await opened(refunds);
  expect(session.beforeTool("issue_refund", args)).toMatchObject({ kind: "deny", guardrail: null });
});

test("what a person agreed to is allowed from then on: this call, and no other", async () => {
  const { session } = await opened(refunds);
  session.beforeTurn();
  expect(session.approve("process_refund", '{"amount":5}')).toMatchObject({ kind: "allow", arguments: { amount: 5 } });
  for (const name of ["issue_refund", "process_refund"])
    expect(session.beforeTool(name, { amount: 5 }).kind).toBe("allow");
  expect(session.beforeTool("issue_refund", { amount: 5, note: "x" }).kind).toBe("confirm");
  session.record();
  session.beforeTurn();
  expect(session.beforeTool("issue_refund", { amount: 5 }).kind).toBe("allow");
});

test("a yes between two runs begins none, and has the budgets of the next", async () => {
  const { session } = await opened({ ...refunds, budgets: { ...budgetDefaults, max_tool_calls: 1, max_tokens: 10 } });
  session.beforeTurn();
  expect(session.beforeTool("issue_refund", { amount: 5 }).kind).toBe("confirm");
  session.afterTool("issue_refund", false);
  session.afterModel({ input: 5, output: 5 });
  expect(session.record().turn).toBe(0);
  expect([session.needsConfirmation("issue_refund", { amount: 5 }), session.upgrade().kind]).toEqual([true, "same"]);
  expect([session.approve("issue_refund", { amount: 5 }).kind, session.memory().turn]).toEqual(["allow", 1]);
  session.beforeTurn();
  expect(session.record().turn).toBe(1);
});

test("nobody agreed to what a tool makes of its arguments", async () => {
  const { session } = await opened(refunds);
  const approved = session.approve("issue_refund", { amount: 5 });
  if (approved.kind === "allow") Object.assign(approved.arguments, { amount: 5_000 });
  expect(session.beforeTool("issue_refund", { amount: 5_000 }).kind).toBe("confirm");
  expect(session.memory().approved).toEqual([{ tool: "issue_refund", arguments: { amount: 5 } }]);
});

test("nobody can agree to what is denied, invalid, over a budget or halted", async () => {
  const { session } = await opened({
    ...refunds,
    guardrails: [guardrail("never", { tool: "issue_refund", decision: "deny" })],
    budgets: { ...budgetDefaults, max_calls_per_tool: { hand_over: 0 } },
  });
  expect(session.approve("issue_refund", { amount: 1 })).toMatchObject({ kind: "deny", guardrail: "never" });
  expect(session.approve("issue_refund", {})).toMatchObject({ kind: "deny", guardrail: null });
  expect(session.approve("hand_over", {}).kind).toBe("stop");
  expect(session.memory().approved).toEqual([]);
});

test("what a session remembers goes with its pin to another process", async () => {
  const { client, session } = await opened({
    tools: [tool("find_user"), tool("issue_refund", { input: amount })],
    guardrails: [
      guardrail("know-who", { tool: "issue_refund", unless_called: ["find_user"], decision: "deny" }),
      guardrail("ask", { tool: "issue_refund", decision: "confirm" }),
    ],
  });
  session.beforeTurn();
  session.afterTool("find_user", true);
  session.approve("issue_refund", { amount: 5 });
  session.record();
  const stored: unknown = JSON.parse(JSON.stringify({ pin: session.pin, memory: session.memory() }));
  const { pin, memory } = stored as { pin: unknown; memory: unknown };
  const again = await client.resume(pin, memory);
  expect(again.beforeTool("issue_refund", { amount: 5 }).kind).toBe("allow");
  expect(again.beforeTool("issue_refund", { amount: 6 }).kind).toBe("confirm");
  expect(again.record().turn).toBe(1);
  expect((await client.resume(pin)).beforeTool("issue_refund", { amount: 5 })).toMatchObject({ guardrail: "know-who" });
});

test.each<[string, unknown]>([
  ["text", "{}"],
  ["a list", []],
  ["a pin", { format: "promptctl/pin/1" }],
  ["half of one", { format: "promptctl/memory/1", turn: 1 }],
  ["approvals without arguments", { format: "promptctl/memory/1", turn: 1, called: [], approved: [{ tool: "x" }] }],
  ["a turn below nothing", { format: "promptctl/memory/1", turn: -1, called: [], approved: [] }],
])("%s is no memory", async (_name, memory) => {
  const { client, session } = await opened({});
  await expect(client.resume(session.pin, memory)).rejects.toMatchObject({ code: "BAD_MEMORY" });
});

test("a tool may end the run, once it succeeded", async () => {
  const { session } = await opened(refunds);
  session.beforeTurn();
  expect(session.afterTool("hand_over", false)).toBeNull();
  expect(session.afterTool("hand_over", true)).toEqual({
    stop_reason: "transferred",
    message: "hand_over ended the run",
  });
  expect(session.record()).toMatchObject({ stop_reason: "transferred", tool_calls: 2 });
});

test("for hosts that ask for exceptions", async () => {
  const { session } = await opened(refunds);
  const refused = (call: () => unknown) => expect(call).toThrow(Failure);
  refused(() => permit(session.beforeTool("issue_refund", {})));
  refused(() => permit(session.beforeTool("issue_refund", { amount: 5 })));
  refused(() => permit({ kind: "stop", stop_reason: "halted", message: "it leaks" }));
  refused(() => goOn({ stop_reason: "halted", message: "it leaks" }));
  expect([permit(session.approve("issue_refund", { amount: 5 })), goOn(null)]).toEqual([{ amount: 5 }, undefined]);
});
