import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { askLive, key, orderInput, question } from "../../helpers/live.ts";
import { startProvider } from "../../helpers/provider-server.ts";

const usage = {
  prompt_tokens: 30,
  completion_tokens: 12,
  total_tokens: 42,
  prompt_tokens_details: { cached_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 4 },
};

function completion(message: JsonObject, finish_reason: Json = "stop"): JsonObject {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_770_000_000,
    model: "gpt-5-mini",
    choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason }],
    usage,
  };
}

function call(id: string, args: string): JsonObject {
  return { id, type: "function", function: { name: "get_order", arguments: args } };
}

const model = { provider: "openai.chat", name: "gpt-5-mini" };

describe("chat completions: what is asked", () => {
  test("every setting, the tools and the format of the answer", async () => {
    await using server = await startProvider({ body: completion({ content: "Hello" }) });
    const schema = {
      type: "object",
      properties: { b: { type: "string" }, a: { type: "string" } },
      required: ["a", "b"],
      additionalProperties: false,
    };
    const { notices } = await askLive(
      server,
      question({
        model: {
          ...model,
          temperature: 0.2,
          top_p: 0.9,
          max_output_tokens: 100,
          stop: ["END"],
          seed: 7,
          reasoning_effort: "low",
          tool_choice: "get_order",
          parallel_tool_calls: false,
          options: { openai: { service_tier: "flex", metadata: { team: "support" } }, anthropic: { top_k: 1 } },
        },
        output: { schema },
      }),
    );
    expect(server.arrived.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/v1/chat/completions",
        body: {
          model: "gpt-5-mini",
          messages: [
            { role: "developer", content: "You help." },
            { role: "user", content: "Where is 1234?" },
          ],
          tools: [
            {
              type: "function",
              function: { name: "get_order", description: "Look an order up.", parameters: orderInput },
            },
          ],
          response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
          temperature: 0.2,
          top_p: 0.9,
          max_completion_tokens: 100,
          stop: ["END"],
          seed: 7,
          reasoning_effort: "low",
          tool_choice: { type: "function", function: { name: "get_order" } },
          parallel_tool_calls: false,
          service_tier: "flex",
          metadata: { team: "support" },
        },
      },
    ]);
    expect(server.arrived[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(notices).toEqual([]);
  });

  test("calls and their results, as they were", async () => {
    await using server = await startProvider({ body: completion({ content: "Hello" }) });
    await askLive(
      server,
      question({
        model: { provider: "openai-compatible", name: "llama" },
        tools: [],
        messages: [
          { said: { role: "user", content: "Where are 1 and 2?" }, opaque: null },
          {
            said: {
              role: "assistant",
              content: "I look.",
              calls: [
                { id: "a", name: "get_order", arguments: { order_id: "1" } },
                { id: "b", name: "get_order", arguments: "{order" },
              ],
            },
            opaque: null,
          },
          { said: { role: "tool", content: '{"status":"shipped"}', call_id: "a" }, opaque: null },
          { said: { role: "tool", content: "The arguments are not valid.", call_id: "b" }, opaque: null },
        ],
      }),
    );
    expect(server.arrived[0]?.body).toEqual({
      model: "llama",
      messages: [
        { role: "system", content: "You help." },
        { role: "user", content: "Where are 1 and 2?" },
        {
          role: "assistant",
          content: "I look.",
          tool_calls: [call("a", '{"order_id":"1"}'), call("b", "{}")],
        },
        { role: "tool", tool_call_id: "a", content: '{"status":"shipped"}' },
        { role: "tool", tool_call_id: "b", content: "The arguments are not valid." },
      ],
    });
  });

  test("what the format has no word for is said, and not sent", async () => {
    await using server = await startProvider({ body: completion({ content: "Hello" }) });
    const { notices } = await askLive(
      server,
      question({
        model: {
          ...model,
          top_k: 40,
          temperature: 1,
          tool_choice: "delete_order",
          options: { openai: { temperature: 2 } },
        },
        tools: [
          { name: "web", description: "", input: {}, provider_tool: { anthropic: { type: "web_search_20250305" } } },
        ],
      }),
    );
    expect(server.arrived[0]?.body).toEqual({
      model: "gpt-5-mini",
      messages: [
        { role: "developer", content: "You help." },
        { role: "user", content: "Where is 1234?" },
      ],
      temperature: 1,
    });
    expect(notices.map((notice) => (notice.kind === "unsaid" ? notice.setting : notice))).toEqual([
      "model › top_k",
      "model › tool_choice",
      "model › options › openai › temperature",
      "tools › web",
    ]);
  });
});

describe("chat completions: what is answered", () => {
  const tokens = { input: 30, output: 12, cached: 10, cache_write: null, reasoning: 4 };

  test("text", async () => {
    await using server = await startProvider({ body: completion({ content: "It is shipped." }) });
    const { reply } = await askLive(server, question({ model }));
    expect(reply).toEqual({
      text: "It is shipped.",
      calls: [],
      stop_reason_raw: "stop",
      tokens,
      seconds: 0,
      opaque: null,
    });
  });

  test("calls of tools that were made together, and arguments that are no JSON object", async () => {
    const endless = `{"order_id":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
    const written = ['{"order_id":"1"}', '{"order_id":', "", "[1]", endless];
    const tool_calls = written.map((args, index) => call("abcde".charAt(index), args));
    await using server = await startProvider({ body: completion({ tool_calls }, "tool_calls") });
    const { reply } = await askLive(server, question({ model }));
    expect(reply).toEqual({
      text: "",
      calls: [
        { id: "a", name: "get_order", arguments: { order_id: "1" } },
        { id: "b", name: "get_order", arguments: '{"order_id":' },
        { id: "c", name: "get_order", arguments: {} },
        { id: "d", name: "get_order", arguments: "[1]" },
        { id: "e", name: "get_order", arguments: endless },
      ],
      stop_reason_raw: "tool_calls",
      tokens,
      seconds: 0,
      opaque: null,
    });
  });

  test.each([
    [
      "a refusal, which calls itself a normal stop",
      { refusal: "I can't help with that." },
      "stop",
      "refusal",
      "I can't help with that.",
    ],
    ["an answer that is too long", { content: "It is" }, "length", "length", "It is"],
    ["a stop reason that is new", { content: "Well." }, "moonlight", "moonlight", "Well."],
    ["a call that is called a stop", { tool_calls: [call("a", "{}")] }, "stop", "stop", ""],
    ["no stop reason", { content: "Hm." }, null, null, "Hm."],
  ])("%s", async (_, message: JsonObject, reason, raw, text) => {
    await using server = await startProvider({ body: completion(message, reason) });
    const { reply } = await askLive(server, question({ model }));
    expect([reply.stop_reason_raw, reply.text]).toEqual([raw, text]);
  });

  test("what is said to refuse is said, whoever speaks so", async () => {
    await using server = await startProvider({ body: completion({ refusal: "I can't help with that." }, "stop") });
    const { reply } = await askLive(server, question({ model: { provider: "openai-compatible", name: "llama" } }));
    expect([reply.stop_reason_raw, reply.text]).toEqual(["refusal", "I can't help with that."]);
  });

  test("a call that the provider refused to hand on is an answer, and a bad one", async () => {
    const error = {
      message: "Failed to call a function.",
      type: "invalid_request_error",
      code: "tool_use_failed",
      failed_generation: '{"name": "get_order", "arguments": {"id": 1}}',
    };
    await using server = await startProvider({ status: 400, body: { error } });
    const { reply } = await askLive(server, question({ model: { provider: "openai-compatible", name: "llama" } }));
    expect(reply).toEqual({
      text: error.failed_generation,
      calls: [],
      stop_reason_raw: "tool_use_failed",
      tokens: null,
      seconds: 0,
      opaque: null,
    });
    expect(server.arrived).toHaveLength(1);
  });

  test("what nobody counted is not measured", async () => {
    const { usage: _, ...body } = completion({ content: "Hello" });
    await using server = await startProvider({ body });
    const { reply } = await askLive(server, question({ model: { provider: "openai-compatible", name: "llama" } }));
    expect(reply.tokens).toBeNull();
  });
});
