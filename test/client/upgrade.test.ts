import { expect, test } from "vitest";
import type { Contract } from "../../src/core/contract/contract.ts";
import { guardrail, sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const upgradable: Partial<Contract> = { sessions: { on_change: "upgrade", attended: true } };
const tools = [tool("find_user", { effect: "read" }), tool("issue_refund")];
const rules = (decision: "confirm" | "deny") => ({
  ...upgradable,
  tools,
  guardrails: [
    guardrail("refunds", { tool: "issue_refund", decision }),
    guardrail("know-who", { tool: "issue_refund", unless_called: ["find_user"], decision: "deny" }),
  ],
});
const old = sampleBundle("old", rules("confirm"));
const young = sampleBundle("young", rules("deny"));

async function moved(part: object = { upgradableFrom: [old.digest] }) {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const session = client.open("s-1");
  return {
    client,
    session,
    move: async () => {
      await live.publish(young, part);
      await client.refresh();
    },
  };
}

test("between two runs a session moves: the same conversation, another bundle and serial, and what it remembers", async () => {
  const { session, move } = await moved();
  expect(session.upgrade()).toEqual({ kind: "same" });
  session.beforeTurn();
  session.afterTool("find_user", true);
  expect(session.approve("issue_refund", { amount: 5 }).kind).toBe("allow");
  session.record();
  await move();
  const upgrade = session.upgrade();
  if (upgrade.kind !== "upgraded") throw new Error(upgrade.kind);
  const next = upgrade.session;
  expect([next.system(), session.system()]).toEqual(["young", "old"]);
  expect(next.pin).toEqual({ ...session.pin, serial: 2, bundle: young.digest });
  expect(next.upgrade()).toEqual({ kind: "same" });
  next.beforeTurn();
  expect(next.beforeTool("issue_refund", { amount: 5 }).kind).toBe("allow");
  expect(next.beforeTool("issue_refund", { amount: 6 })).toMatchObject({ kind: "deny", guardrail: "refunds" });
  expect(next.record().turn).toBe(1);
});

test("never in the middle of a run", async () => {
  const { session, move } = await moved();
  await move();
  session.beforeTurn();
  expect(session.upgrade()).toMatchObject({ kind: "in_run" });
  session.record();
  expect(session.upgrade().kind).toBe("upgraded");
});

test("a move that was not shown to be safe is told, and changes nothing", async () => {
  const { session, move } = await moved({});
  await move();
  const told = session.upgrade();
  expect(told).toMatchObject({ kind: "target_changed", why: expect.stringContaining("upgradableFrom") });
  expect(told.kind === "target_changed" && told.promptId).toMatch(/^support@/);
  expect(session.system()).toBe("old");
});

test("a resumed session moves like any other", async () => {
  const { client, session, move } = await moved();
  await move();
  const resumed = await client.resume(session.pin);
  expect([resumed.system(), resumed.upgrade().kind]).toEqual(["old", "upgraded"]);
});

test("a call by the newer name is answered with the one here", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const session = client.open("s-1");
  await live.publish(sampleBundle("renamed", { tools: [tool("refund_order", { aliases: ["issue_refund"] })] }));
  await client.refresh();
  expect(session.beforeTool("refund_order", {})).toMatchObject({
    kind: "deny",
    message: expect.stringContaining("There is no tool refund_order: here it is called issue_refund."),
  });
});

test("what was called under its old name was called", async () => {
  const before = sampleBundle("before", { ...upgradable, tools: [tool("find_user"), tool("issue_refund")] });
  const after = sampleBundle("after", {
    ...upgradable,
    tools: [tool("find_customer", { aliases: ["find_user"] }), tool("issue_refund")],
    guardrails: [guardrail("know-who", { tool: "issue_refund", unless_called: ["find_customer"], decision: "deny" })],
  });
  const live = await publishedFolder();
  await live.publish(before);
  const { client } = await connected(live);
  const session = client.open("s-1");
  session.afterTool("find_user", true);
  session.record();
  await live.publish(after, { upgradableFrom: [before.digest] });
  await client.refresh();
  const upgrade = session.upgrade();
  if (upgrade.kind !== "upgraded") throw new Error(upgrade.kind);
  expect(upgrade.session.beforeTool("issue_refund", {}).kind).toBe("allow");
});
