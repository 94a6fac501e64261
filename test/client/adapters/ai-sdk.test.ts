import { createOpenAI } from "@ai-sdk/openai";
import { generateText, type ModelMessage } from "ai";
import { describe, expect, test } from "vitest";
import { type Settings, wrap } from "../../../src/client/adapters/ai-sdk.ts";
import type { Session } from "../../../src/client/session/session.ts";
import { conversationOf } from "../../../src/core/golden/incident/conversation.ts";
import { readRecords } from "../../../src/core/run/records/read.ts";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../../src/core/contract/defaults.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { type Adapted, adapted, answered, asked } from "../../helpers/adapted.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { type Answer, type ProviderServer, startProvider } from "../../helpers/provider-server.ts";
import { response, type Spoken } from "./conversation.ts";

const look: Spoken = { calls: [["get_order", { order_id: "4711" }]] };
const refund = (amount: number): Spoken => ({ calls: [["issue_refund", { order_id: "4711", amount }]] });

function speaking(...spoken: readonly [Spoken, ...(readonly Spoken[])]): Promise<ProviderServer> {
  const [first, ...rest] = spoken.map((one, index): Answer => ({ body: response(one, index + 1) }));
  return startProvider(first ?? { silence: true }, ...rest);
}

/** What the model was told about its calls. */
function told({ arrived }: ProviderServer, request: number): readonly unknown[] {
  const input = (arrived[request]?.body["input"] ?? []) as readonly JsonObject[];
  return input.flatMap(({ type, output }) => (type === "function_call_output" ? [output] : []));
}

function modelOf({ url }: ProviderServer): Settings["model"] {
  return createOpenAI({ apiKey: "sk-test", baseURL: `${url}/v1` })(answered.name);
}

function run(session: Session, server: ProviderServer, shop: Adapted, settings: Partial<Settings> = {}) {
  const { tools } = shop;
  return wrap(session, generateText)({ model: modelOf(server), tools, prompt: asked, maxRetries: 0, ...settings });
}

async function shopOf(part: Partial<Contract> = {}): Promise<Adapted & { readonly session: Session }> {
  const shop = await adapted(answered, part);
  return { ...shop, session: shop.client.open("s-1") };
}

test("checkpoints, metering and the record happen by themselves", async () => {
  const shop = await shopOf({ model: { ...answered, max_output_tokens: 300 } });
  await using server = await speaking(look, refund(40), { text: "Refunded." });
  const { result, stop_reason, record } = await run(shop.session, server, shop);
  expect([stop_reason, result?.text, result?.steps.length]).toEqual(["finish", "Refunded.", 3]);
  expect(shop.made.map(([name]) => name)).toEqual(["get_order", "issue_refund"]);
  expect(shop.kept).toEqual([record]);
  expect(record).toMatchObject({
    stop_reason: "finish",
    steps: 3,
    tool_calls: 2,
    decisions: { allow: 2, confirm: 0, deny: 0 },
    tokens: { input: 30, output: 15, cached: 0 },
  });
  const [first] = server.arrived;
  expect(first?.body).toMatchObject({ max_output_tokens: 300, model: "gpt-5-mini" });
  expect(JSON.stringify(first?.body)).toContain("You help.");
  const offered = (first?.body["tools"] ?? []) as readonly JsonObject[];
  expect(offered.map(({ name }) => name)).toEqual(["get_order", "issue_refund", "hand_over"]);
});

test("where it is asked for, the record tells what was said and called", async () => {
  const shop = await shopOf();
  await using server = await speaking(
    { ...look, text: "One moment." },
    { calls: [["get_order", {}]] },
    { text: "Done." },
  );
  const { record } = await run(shop.session, server, shop, { transcript: true });
  expect(readRecords(JSON.stringify(record))).toEqual({ records: [record], faults: [] });
  expect(record.transcript?.map(({ role, content }) => [role, content])).toEqual([
    ["user", asked],
    ["assistant", "One moment."],
    ["tool", '{"status":"delivered"}'],
    ["assistant", ""],
    ["tool", expect.stringContaining("order_id is missing")],
    ["assistant", "Done."],
  ]);
  expect(record.calls).toMatchObject([
    {
      turn: 0,
      step: 0,
      name: "get_order",
      arguments: { order_id: "4711" },
      result: { status: "delivered" },
      error: null,
    },
    { turn: 0, step: 1, name: "get_order", arguments: {}, error: expect.stringContaining("order_id") },
  ]);
  expect(conversationOf(record, [record])).toMatchObject({ turns: [asked], missing: 0 });
});

test("what is denied, unknown, called by an old name or written wrongly is answered, and the model goes on", async () => {
  const shop = await shopOf();
  await using server = await speaking(
    {
      calls: [
        ["process_refund", { amount: 5 }],
        ["refund_issue", {}],
        ["get_order", "{"],
        ["get_order", {}],
      ],
    },
    { text: "I cannot." },
  );
  const { record, stop_reason } = await run(shop.session, server, shop);
  expect([stop_reason, shop.made, record.tool_calls]).toEqual(["finish", [], 4]);
  expect(record.decisions).toEqual({ allow: 0, confirm: 0, deny: 4 });
  const said = told(server, 1).map(String).toSorted();
  expect(said.join("\n")).toMatch(/look-first/);
  expect(said.join("\n")).toMatch(/Did you mean issue_refund\?/);
  expect(said.join("\n")).toMatch(/not a JSON object/);
  expect(said.join("\n")).toMatch(/order_id is missing/);
});

test("calls of one answer are carried out one after the other: what one brings decides about the next", async () => {
  const shop = await shopOf();
  await using server = await speaking(
    { calls: [...(look.calls ?? []), ...(refund(5).calls ?? [])] },
    { text: "Done." },
  );
  await run(shop.session, server, shop);
  expect(shop.made.map(([name]) => name)).toEqual(["get_order", "issue_refund"]);
});

test("a tool that fails tells the model why", async () => {
  const shop = await shopOf();
  await using server = await speaking(look, { text: "Later." });
  const tools = { ...shop.tools, get_order: { execute: () => Promise.reject(new Error("the shop is closed")) } };
  const { record } = await run(shop.session, server, shop, { tools });
  expect([told(server, 1), record.tool_calls]).toEqual([["the shop is closed"], 1]);
});

describe("a call that a person has to agree to", () => {
  test.each([
    ["yes", true, "messages", ["get_order", "issue_refund"]],
    ["yes, in the prompt", true, "prompt", ["get_order", "issue_refund"]],
    ["no", false, "messages", ["get_order"]],
  ] as const)("ends the run by the SDK's own request, and goes on with %s", async (_name, approved, place, made) => {
    const shop = await shopOf();
    await using server = await speaking(look, refund(500), { text: "Done." });
    const first = await run(shop.session, server, shop);
    expect(first).toMatchObject({ stop_reason: "needs_confirmation", record: { decisions: { allow: 1, confirm: 1 } } });
    const requests = first.result?.content.filter(({ type }) => type === "tool-approval-request") ?? [];
    const content = requests.flatMap((part) =>
      "approvalId" in part ? [{ type: "tool-approval-response" as const, approvalId: part.approvalId, approved }] : [],
    );
    expect(content).toHaveLength(1);
    const messages: ModelMessage[] = [
      { role: "user", content: asked },
      ...(first.result?.response.messages ?? []),
      { role: "tool", content },
    ];
    const later = await shop.client.resume(shop.session.pin, shop.session.memory());
    const second = await run(later, server, shop, { prompt: undefined, [place]: messages });
    expect([second.stop_reason, second.result?.text, second.record.turn]).toEqual(["finish", "Done.", 1]);
    expect(shop.made.map(([name]) => name)).toEqual(made);
  });
});

test("a stop ends the loop: nothing is carried out any more, and nothing asked", async () => {
  const shop = await shopOf({ budgets: { ...budgetDefaults, max_tokens: 15 } });
  await using server = await speaking(look, { text: "Never." });
  const { stop_reason, record, result } = await run(shop.session, server, shop);
  expect([stop_reason, shop.made, record.tool_calls, server.arrived.length]).toEqual(["budget_exceeded", [], 0, 1]);
  expect(result?.steps).toHaveLength(1);
});

test("the last step still carries out its calls", async () => {
  const shop = await shopOf({ budgets: { ...budgetDefaults, max_steps: 2 } });
  await using server = await speaking(look, refund(5), { text: "Never." });
  const { stop_reason } = await run(shop.session, server, shop);
  expect([stop_reason, shop.made.length, server.arrived.length]).toEqual(["budget_exceeded", 2, 2]);
});

test("a halt in the middle of a run, and one before it", async () => {
  const shop = await shopOf();
  await using server = await speaking(look, { text: "Never." });
  const halting = async () => {
    const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };
    await shop.live.publish(sampleBundle("You help, later."), { halted });
    await shop.client.refresh();
  };
  const first = await run(shop.session, server, shop, { tools: { ...shop.tools, get_order: halting } });
  const second = await run(shop.session, server, shop);
  expect([first.stop_reason, second.stop_reason, second.result, server.arrived.length]).toEqual([
    "halted",
    "halted",
    null,
    1,
  ]);
});

test("a tool may end the run", async () => {
  const shop = await shopOf();
  await using server = await speaking({ calls: [["hand_over", {}]] }, { text: "Never." });
  expect((await run(shop.session, server, shop)).stop_reason).toBe("transferred");
  expect(server.arrived).toHaveLength(1);
});

test("an answer has to look as the contract says, without being told twice", async () => {
  const schema = {
    type: "object",
    properties: { reply: { type: "string" } },
    required: ["reply"],
    additionalProperties: false,
  };
  const shop = await shopOf({ output: { schema, enforce: "provider", readers: "strict" } });
  await using server = await speaking({ text: '{"reply":"Yes."}' });
  await run(shop.session, server, shop);
  expect(server.arrived[0]?.body["text"]).toMatchObject({ format: { type: "json_schema", schema } });
});

test("few-shot turns of the contract come first", async () => {
  const shop = await shopOf({
    messages: [
      { role: "user", content: "Hi." },
      { role: "assistant", content: "Hello." },
    ],
  });
  await using server = await speaking({ text: "Yes." });
  await run(shop.session, server, shop);
  const said = JSON.stringify(server.arrived[0]?.body["input"]);
  expect(
    [said.indexOf("Hi."), said.indexOf("Hello."), said.indexOf(asked)].every(
      (at, index, all) => at > (all[index - 1] ?? 0),
    ),
  ).toBe(true);
});

test("nothing is carried out of an answer that is cut off", async () => {
  const shop = await shopOf();
  await using server = await speaking({ ...look, reason: "max_output_tokens" }, { text: "Yes." });
  const { stop_reason, record } = await run(shop.session, server, shop);
  expect([stop_reason, record.tool_calls, shop.made, server.arrived.length]).toEqual(["truncated", 0, [], 1]);
});

test("what the provider refuses is thrown, and recorded", async () => {
  const shop = await shopOf();
  await using server = await startProvider({ status: 400, body: { error: { message: "no such model" } } });
  await expect(run(shop.session, server, shop)).rejects.toThrow("no such model");
  expect(shop.kept).toMatchObject([{ stop_reason: "error", error: expect.stringContaining("no such model") }]);
});

test("a model that never answers does not outlast the run's seconds", async () => {
  const shop = await shopOf({ budgets: { ...budgetDefaults, max_seconds: 0.1 } });
  await using server = await startProvider({ silence: true });
  const running = run(shop.session, server, shop);
  shop.doors.pass(100);
  expect(await running).toMatchObject({ result: null, stop_reason: "budget_exceeded" });
});

test.each<[string, Partial<Settings>, string]>([
  ["a tool that nothing carries out", { tools: {} }, "get_order"],
  ["a tool that is neither", { tools: { get_order: {}, issue_refund: {}, hand_over: {} } }, "execute"],
  ["a model that is a name", { model: "openai/gpt-5-mini" as never }, "`model`"],
])("%s is said before anything is asked", async (_name, settings, word) => {
  const shop = await shopOf();
  await using server = await speaking(look);
  await expect(run(shop.session, server, shop, settings)).rejects.toThrow(word);
  expect([server.arrived.length, shop.kept]).toEqual([0, []]);
});
