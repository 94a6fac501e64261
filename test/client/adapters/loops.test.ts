import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { runAnthropic } from "../../../src/client/adapters/anthropic.ts";
import type { LoopOptions, LoopResult } from "../../../src/client/adapters/loop/run.ts";
import { conversationOf } from "../../../src/core/golden/incident/conversation.ts";
import { readRecords } from "../../../src/core/run/records/read.ts";
import { runOpenAI } from "../../../src/client/adapters/openai.ts";
import type { Session } from "../../../src/client/session/session.ts";
import { budgetDefaults } from "../../../src/core/contract/defaults.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { adapted, asked } from "../../helpers/adapted.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { type Answer, type ProviderServer, startProvider } from "../../helpers/provider-server.ts";
import { completion, message, response, type Spoken } from "./conversation.ts";

interface Spoke {
  readonly model: { readonly provider: string; readonly name: string; readonly max_output_tokens: number };
  readonly says: (spoken: Spoken, number?: number) => JsonObject;
  readonly run: (
    session: Session,
    url: string,
    options: LoopOptions & { input?: string; history?: readonly JsonObject[] },
  ) => Promise<LoopResult<JsonObject>>;
  /** What the model was told about its calls, in the last request. */
  readonly told: (body: JsonObject) => readonly unknown[];
  /** How it says that there was no room for more. */
  readonly cut: string;
}

const quick = { apiKey: "sk-test-1234567890", maxRetries: 0 };

const providers: Readonly<Record<string, Spoke>> = {
  openai: {
    model: { provider: "openai", name: "gpt-5-mini", max_output_tokens: 500 },
    says: response,
    run: (session, url, options) => runOpenAI(session, new OpenAI({ ...quick, baseURL: `${url}/v1` }), options),
    told: ({ input }) =>
      (input as readonly JsonObject[]).flatMap(({ type, output }) => (type === "function_call_output" ? [output] : [])),
    cut: "max_output_tokens",
  },
  "openai.chat": {
    model: { provider: "openai.chat", name: "gpt-5-mini", max_output_tokens: 500 },
    says: completion,
    run: (session, url, options) => runOpenAI(session, new OpenAI({ ...quick, baseURL: `${url}/v1` }), options),
    told: ({ messages }) =>
      (messages as readonly JsonObject[]).flatMap(({ role, content }) => (role === "tool" ? [content] : [])),
    cut: "length",
  },
  anthropic: {
    model: { provider: "anthropic", name: "claude-of-tests", max_output_tokens: 500 },
    says: message,
    run: (session, url, options) => runAnthropic(session, new Anthropic({ ...quick, baseURL: url }), options),
    told: ({ messages }) =>
      (messages as readonly JsonObject[])
        .flatMap(({ content }) => (Array.isArray(content) ? (content as readonly JsonObject[]) : []))
        .flatMap(({ type, content }) => (type === "tool_result" ? [content] : [])),
    cut: "max_tokens",
  },
};

describe.each(Object.entries(providers))("%s", (_name, { model, says, run, told, cut }) => {
  const look: Spoken = { calls: [["get_order", { order_id: "4711" }]] };
  const refund = (amount: number): Spoken => ({ calls: [["issue_refund", { order_id: "4711", amount }]] });
  const speaking = (...spoken: readonly [Spoken, ...(readonly Spoken[])]): Promise<ProviderServer> => {
    const [first, ...rest] = spoken.map((one, index): Answer => ({ body: says(one, index + 1) }));
    return startProvider(first ?? { silence: true }, ...rest);
  };

  test("asks, carries out, answers, and records", async () => {
    const { client, kept, made, tools } = await adapted(model);
    await using server = await speaking(look, refund(40), { text: "Refunded." });
    const session = client.open("s-1");
    const result = await run(session, server.url, { input: asked, tools, run: { run_id: "r-1" } });
    expect(result).toMatchObject({ stop_reason: "finish", text: "Refunded.", waiting: [] });
    expect(made).toEqual([
      ["get_order", { order_id: "4711" }],
      ["issue_refund", { order_id: "4711", amount: 40 }],
    ]);
    expect(told(server.arrived[2]?.body ?? {})).toEqual(['{"status":"delivered"}', '{"refunded":true}']);
    expect(kept).toEqual([result.record]);
    expect(result.record).toMatchObject({
      run_id: "r-1",
      prompt_id: session.promptId,
      stop_reason: "finish",
      steps: 3,
      tool_calls: 2,
      decisions: { allow: 2, confirm: 0, deny: 0 },
      tokens: { input: 30, output: 15 },
    });
    expect(JSON.stringify(server.arrived[0]?.body)).toContain("You help.");
  });

  test("the next message goes behind the history", async () => {
    const { client, tools } = await adapted(model);
    await using server = await speaking(look, { text: "Delivered." }, { text: "Yes." });
    const session = client.open("s-1");
    const first = await run(session, server.url, { input: asked, tools });
    const stored = JSON.parse(JSON.stringify(first.history)) as readonly JsonObject[];
    const second = await run(session, server.url, { input: "Is it?", history: stored, tools });
    expect([second.text, second.record.turn, second.history.length]).toEqual(["Yes.", 1, first.history.length + 2]);
    expect(JSON.stringify(server.arrived[2]?.body)).toContain("Delivered.");
  });

  test("where it is asked for, the record tells what was said and called, as a golden task needs it", async () => {
    const { client, kept, tools } = await adapted(model);
    await using server = await speaking(
      { ...look, text: "One moment." },
      refund(40),
      { text: "Refunded." },
      { text: "Yes." },
    );
    const session = client.open("s-1");
    const { history } = await run(session, server.url, { input: asked, tools, transcript: true });
    await run(session, server.url, { input: "Is it?", history, tools, transcript: true });
    const [first, last] = kept;
    if (first === undefined || last === undefined) throw new Error("two records");
    expect(readRecords(kept.map((one) => JSON.stringify(one)).join("\n"))).toEqual({ records: kept, faults: [] });
    expect(first.transcript?.map(({ role, content }) => [role, content])).toEqual([
      ["user", asked],
      ["assistant", "One moment."],
      ["tool", '{"status":"delivered"}'],
      ["assistant", ""],
      ["tool", '{"refunded":true}'],
      ["assistant", "Refunded."],
    ]);
    expect(first.calls).toMatchObject([
      {
        turn: 0,
        step: 0,
        name: "get_order",
        arguments: { order_id: "4711" },
        result: { status: "delivered" },
        decision: "allow",
      },
      { turn: 0, step: 1, name: "issue_refund", result: { refunded: true }, error: null },
    ]);
    expect(conversationOf(last, kept)).toMatchObject({ turns: [asked, "Is it?"], missing: 0 });
  });

  test("a call that is denied, unknown or invalid is answered, and the model goes on", async () => {
    const { client, made, tools } = await adapted(model);
    await using server = await speaking(
      {
        calls: [
          ["issue_refund", { order_id: "4711", amount: 5 }],
          ["refund_issue", {}],
          ["get_order", {}],
        ],
      },
      { text: "I cannot." },
    );
    const { record } = await run(client.open("s-1"), server.url, { input: asked, tools });
    expect([made, record.decisions, record.tool_calls]).toEqual([[], { allow: 0, confirm: 0, deny: 3 }, 3]);
    expect(told(server.arrived[1]?.body ?? {})).toEqual([
      expect.stringContaining("look-first"),
      expect.stringContaining("Did you mean issue_refund?"),
      expect.stringContaining("order_id is missing"),
    ]);
  });

  test("a tool that fails tells the model why, and does not count as called", async () => {
    const { client, tools } = await adapted(model);
    await using server = await speaking(look, refund(5), { text: "Later." });
    const broken = { ...tools, get_order: () => Promise.reject(new Error("the shop is closed")) };
    await run(client.open("s-1"), server.url, { input: asked, tools: broken });
    expect(told(server.arrived[2]?.body ?? {})).toEqual(["the shop is closed", expect.stringContaining("look-first")]);
  });

  test("what was carried out is not told as failed because its result is no JSON", async () => {
    const { client, tools } = await adapted(model);
    await using server = await speaking(look, { text: "Done." });
    const { record } = await run(client.open("s-1"), server.url, {
      input: asked,
      tools: { ...tools, get_order: () => ({ number: 4711n }) },
      transcript: true,
    });
    expect(record.calls).toMatchObject([{ name: "get_order", error: null }]);
    expect(told(server.arrived[1]?.body ?? {})).toEqual([expect.stringContaining("was carried out")]);
  });

  describe("a call that a person has to agree to", () => {
    const waiting: Spoken = { calls: [...(look.calls ?? []), ...(refund(500).calls ?? []), ...(look.calls ?? [])] };

    test.each([
      ["yes", true, '{"refunded":true}'],
      ["no", false, "A person did not approve this call."],
    ])("ends the run, and goes on in another process with %s", async (_name, answer, result) => {
      const { client, tools, made } = await adapted(model);
      await using server = await speaking(waiting, { text: "Done." });
      const session = client.open("s-1");
      const first = await run(session, server.url, { input: asked, tools });
      expect(first).toMatchObject({ stop_reason: "needs_confirmation", record: { decisions: { confirm: 1 } } });
      expect(first.waiting.map(({ name }) => name)).toEqual(["issue_refund", "get_order"]);
      expect(made).toHaveLength(1);
      const later = await client.resume(session.pin, session.memory());
      const answers = { [first.waiting[0]?.id ?? ""]: answer };
      const second = await run(later, server.url, { history: first.history, tools, answers });
      expect([second.stop_reason, second.text, second.record.turn]).toEqual(["finish", "Done.", 1]);
      expect(told(server.arrived[1]?.body ?? {})).toEqual(['{"status":"delivered"}', result, '{"status":"delivered"}']);
    });

    test("is this call alone, also where a server gives the same id to the next one", async () => {
      const { client, tools, made } = await adapted(model);
      const next: Spoken = { calls: [...(look.calls ?? []), ...(refund(9_000).calls ?? [])] };
      await using server = await startProvider({ body: says(waiting) }, { body: says(next) }, { body: says({}) });
      const session = client.open("s-1");
      const asking = await run(session, server.url, { input: asked, tools });
      const answers = Object.fromEntries(asking.waiting.map(({ id }) => [id, true]));
      const later = await run(session, server.url, { history: asking.history, tools, answers });
      expect(later).toMatchObject({ stop_reason: "needs_confirmation", waiting: [{ name: "issue_refund" }] });
      expect(made.flatMap(([, { amount }]) => amount ?? [])).toEqual([500]);
    });

    test("is answered where it was asked, also where the user said something else meanwhile", async () => {
      const { client, tools } = await adapted(model);
      await using server = await speaking(waiting, { text: "Done." });
      const session = client.open("s-1");
      const { history, waiting: calls } = await run(session, server.url, { input: asked, tools });
      const answers = Object.fromEntries(calls.map(({ id }) => [id, false]));
      const later = await run(session, server.url, { input: "Never mind.", history, tools, answers });
      const said = later.history.map((item) => JSON.stringify(item));
      const at = said.findIndex((item) => item.includes("Never mind."));
      const results = said.map((item) => item.includes("did not approve"));
      expect(results.lastIndexOf(true) < at || model.provider === "openai").toBe(true);
    });

    test("is asked about in place, where somebody can be asked", async () => {
      const { client, tools, made } = await adapted(model);
      await using server = await speaking(waiting, { text: "Done." });
      const questions: string[] = [];
      const confirm = ({ name }: { name: string }, guardrail: string): boolean =>
        questions.push(`${name} ${guardrail}`) > 0;
      const { stop_reason } = await run(client.open("s-1"), server.url, { input: asked, tools, confirm });
      expect([stop_reason, questions, made.length]).toEqual(["finish", ["issue_refund big-refund"], 3]);
    });

    test("ends with no where somebody says so", async () => {
      const { client, tools, made } = await adapted(model);
      await using server = await speaking(waiting, { text: "Done." });
      await run(client.open("s-1"), server.url, { input: asked, tools, confirm: () => false });
      expect(made.map(([name]) => name)).toEqual(["get_order", "get_order"]);
    });
  });

  test("a budget that is used up ends the run before the next side effect, with a history that can go on", async () => {
    const { client, made, tools } = await adapted(model, { budgets: { ...budgetDefaults, max_tokens: 20 } });
    await using server = await speaking({ ...look, tokens: [15, 5] }, { text: "Hello." });
    const session = client.open("s-1");
    const { stop_reason, history, record } = await run(session, server.url, { input: asked, tools });
    expect([stop_reason, made, record.tool_calls, server.arrived.length]).toEqual(["budget_exceeded", [], 0, 1]);
    await run(session, server.url, { input: "Hello?", history, tools });
    expect(told(server.arrived[1]?.body ?? {})).toEqual([expect.stringContaining("was not made")]);
  });

  test("the last step still carries out its calls, and asks no more", async () => {
    const { client, made, tools } = await adapted(model, { budgets: { ...budgetDefaults, max_steps: 2 } });
    await using server = await speaking(look);
    const { stop_reason } = await run(client.open("s-1"), server.url, { input: asked, tools });
    expect([stop_reason, made.length, server.arrived.length]).toEqual(["budget_exceeded", 2, 2]);
  });

  test("a halt reaches a run that is under way, and lets no other begin", async () => {
    const { client, live, made, tools } = await adapted(model);
    await using server = await speaking(look, refund(5));
    const session = client.open("s-1");
    const halting = {
      ...tools,
      get_order: async () => {
        const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };
        await live.publish(sampleBundle("You help, later."), { halted });
        await client.refresh();
        return "ok";
      },
    };
    const first = await run(session, server.url, { input: asked, tools: halting });
    const second = await run(session, server.url, { input: asked, tools });
    expect([first.stop_reason, second.stop_reason, second.record.turn]).toEqual(["halted", "halted", 1]);
    expect([made, server.arrived.length]).toEqual([[], 1]);
  });

  test("a tool may end the run, with calls behind it unmade", async () => {
    const { client, made, tools } = await adapted(model);
    await using server = await speaking({
      calls: [
        ["hand_over", {}],
        ["get_order", { order_id: "1" }],
      ],
    });
    const { stop_reason, history } = await run(client.open("s-1"), server.url, { input: asked, tools });
    expect([stop_reason, made.map(([name]) => name)]).toEqual(["transferred", ["hand_over"]]);
    expect(JSON.stringify(history)).toContain("was not made");
  });

  test("an answer that is cut off is told as the provider says it", async () => {
    const { client, tools } = await adapted(model);
    await using server = await speaking({ text: "I wo", reason: cut });
    const { record, text } = await run(client.open("s-1"), server.url, { input: asked, tools });
    expect([record.stop_reason, record.stop_reason_raw, text]).toEqual(["truncated", cut, "I wo"]);
  });

  test("nothing is carried out of an answer that is cut off", async () => {
    const { client, tools, made } = await adapted(model);
    await using server = await speaking({ ...look, reason: cut }, { text: "Yes." });
    const session = client.open("s-1");
    const first = await run(session, server.url, { input: asked, tools });
    expect([first.stop_reason, made]).toEqual(["truncated", []]);
    await run(session, server.url, { input: "Go on.", history: first.history, tools });
    expect(told(server.arrived[1]?.body ?? {})).toEqual([expect.stringContaining("was not made")]);
  });

  test("what the provider refuses is thrown as its client throws it, and recorded", async () => {
    const { client, kept, tools } = await adapted(model);
    await using server = await startProvider({ status: 400, body: { error: { message: "no such model" } } });
    await expect(run(client.open("s-1"), server.url, { input: asked, tools })).rejects.toMatchObject({ status: 400 });
    expect(kept).toMatchObject([
      { stop_reason: "error", steps: null, error: expect.stringContaining("no such model") },
    ]);
  });

  test("a run that the host cancels is recorded as that", async () => {
    const { client, kept, tools } = await adapted(model);
    await using server = await startProvider({ silence: true });
    const signal = AbortSignal.timeout(50);
    await expect(run(client.open("s-1"), server.url, { input: asked, tools, signal })).rejects.toThrow();
    expect(kept).toMatchObject([{ stop_reason: "cancelled" }]);
  });

  test("a model that never answers does not outlast the run's seconds", async () => {
    const { client, doors, tools } = await adapted(model, { budgets: { ...budgetDefaults, max_seconds: 0.1 } });
    await using server = await startProvider({ silence: true });
    const running = run(client.open("s-1"), server.url, { input: asked, tools });
    doors.pass(100);
    expect(await running).toMatchObject({ stop_reason: "budget_exceeded", record: { seconds: 0.1 } });
  });

  test("a tool that nothing carries out is said before anything is asked", async () => {
    const { client, tools } = await adapted(model);
    await using server = await speaking(look);
    const { hand_over: _, ...some } = tools;
    await expect(run(client.open("s-1"), server.url, { input: asked, tools: some })).rejects.toThrow("hand_over");
    expect(server.arrived).toEqual([]);
  });

  test("a contract for somebody else is not asked here", async () => {
    const { client, tools } = await adapted({ provider: "google", name: "gemini-3-pro" });
    const session = client.open("s-1");
    const asking = async () => run(session, "http://127.0.0.1:1", { input: asked, tools });
    await expect(asking()).rejects.toThrow(`${session.promptId} is for google/gemini-3-pro`);
  });
});

test.each([
  ["openai", "/v1/responses"],
  ["openai.chat", "/v1/chat/completions"],
  ["openai-compatible", "/v1/chat/completions"],
  ["groq", "/v1/chat/completions"],
])("a contract of %s is asked at %s", async (provider, path) => {
  const { client, tools } = await adapted({ provider, name: "m" });
  const says = path.endsWith("responses") ? response : completion;
  await using server = await startProvider({ body: says({ text: "Yes." }) });
  const openai = new OpenAI({ ...quick, baseURL: `${server.url}/v1` });
  const { text } = await runOpenAI(client.open("s-1"), openai, { input: asked, tools });
  expect([text, server.arrived.map((one) => one.path)]).toEqual(["Yes.", [path]]);
});

test("a refusal of chat completions is one, whatever its reason says", async () => {
  const { client, tools } = await adapted({ provider: "openai.chat", name: "m" });
  const [choice] = [{ index: 0, message: { role: "assistant", content: null, refusal: "No." }, finish_reason: "stop" }];
  await using server = await startProvider({ body: { ...completion({}), choices: [choice] } });
  const openai = new OpenAI({ ...quick, baseURL: `${server.url}/v1` });
  const { text, record } = await runOpenAI(client.open("s-1"), openai, { input: asked, tools });
  expect([text, record.stop_reason, record.stop_reason_raw]).toEqual(["No.", "refused", "refusal"]);
});
