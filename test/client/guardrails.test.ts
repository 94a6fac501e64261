import { beforeEach, expect, test } from "vitest";
import type { Session } from "../../src/client/session/session.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { guardrail, sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const amount = {
  type: "object",
  required: ["order_id"],
  properties: { order_id: { type: "string" }, amount: { type: "number" } },
};
const refund = { order_id: "1", amount: 20 };

const rules: Partial<Contract> = {
  tools: [
    tool("find_user", { effect: "read" }),
    tool("get_order", { effect: "read", input: { ...amount, additionalProperties: false } }),
    tool("issue_refund", { effect: "destructive", aliases: ["process_refund"], input: amount }),
    tool("close_account", { effect: "destructive" }),
  ],
  guardrails: [
    guardrail("big-refund", {
      tool: "issue_refund",
      when: { properties: { amount: { exclusiveMinimum: 100 } } },
      decision: "confirm",
    }),
    guardrail("know-who", { effect: ["write", "destructive"], unless_called: ["find_user"], decision: "deny" }),
    guardrail("never", { tool: "close_account", decision: "deny" }),
    guardrail("whatever", { tool: "close_account", decision: "allow" }),
  ],
};

let session: Session;
beforeEach(async () => {
  const live = await publishedFolder();
  await live.publish(sampleBundle("rules", rules));
  session = (await connected(live)).client.open("s");
  session.beforeTurn();
});

test("what no rule speaks about is allowed", () => {
  expect(session.beforeTool("get_order", { order_id: "1" })).toMatchObject({
    kind: "allow",
    tool: { name: "get_order" },
  });
});

test("deny, until a tool was called with success", () => {
  const denied = { kind: "deny", guardrail: "know-who", message: expect.stringContaining("know-who") };
  expect(session.beforeTool("issue_refund", refund)).toEqual(denied);
  session.afterTool("find_user", false);
  expect(session.beforeTool("issue_refund", refund)).toEqual(denied);
  session.afterTool("find_user", true);
  expect(session.beforeTool("issue_refund", refund).kind).toBe("allow");
  session.beforeTurn();
  expect(session.beforeTool("issue_refund", refund).kind).toBe("allow");
});

test.each([
  ["a refund of 101", { order_id: "1", amount: 101 }, "confirm"],
  ["a refund of 100", { order_id: "1", amount: 100 }, "allow"],
  ["a refund of no amount: what a rule names must be there", { order_id: "1" }, "allow"],
])("%s", (_name, args, kind) => {
  session.afterTool("find_user", true);
  expect(session.beforeTool("issue_refund", args).kind).toBe(kind);
});

test("an old name is answered, by the same rules", () => {
  session.afterTool("find_user", true);
  expect(session.beforeTool("process_refund", refund)).toMatchObject({
    kind: "allow",
    tool: { name: "issue_refund" },
  });
  expect(session.beforeTool("process_refund", { ...refund, amount: 101 })).toMatchObject({
    kind: "confirm",
    guardrail: "big-refund",
  });
});

test("deny beats confirm beats allow", () => {
  expect(session.beforeTool("issue_refund", { ...refund, amount: 101 }).kind).toBe("deny");
  session.afterTool("find_user", true);
  expect(session.beforeTool("close_account", {})).toMatchObject({ kind: "deny", guardrail: "never" });
});

test.each([
  ["a field is missing", "get_order", {}, "order_id"],
  ["a field has another type", "get_order", { order_id: 1 }, "order_id"],
  ["a field is not known", "get_order", { order_id: "1", note: "x" }, "note"],
  ["a rule would deny it", "issue_refund", {}, "order_id"],
])("invalid arguments are denied before any rule: %s", (_name, name, args, word) => {
  const checkpoint = session.beforeTool(name, args);
  expect(checkpoint).toMatchObject({ kind: "deny", guardrail: null });
  expect(checkpoint.kind === "deny" && checkpoint.message).toMatch(new RegExp(`arguments of ${name} .*${word}`));
});

test.each(["get_invoice", "constructor", "__proto__", ""])("an unknown tool %j", (name) => {
  expect(session.beforeTool(name, {})).toEqual({
    kind: "deny",
    guardrail: null,
    message: `There is no tool ${name}. The tools are find_user, get_order, issue_refund and close_account.`,
  });
});
