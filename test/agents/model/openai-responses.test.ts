import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { askLive, key, orderInput, question } from "../../helpers/live.ts";
import { startProvider } from "../../helpers/provider-server.ts";

function response(output: readonly JsonObject[], part: JsonObject = {}): JsonObject {
  return {
    id: "resp_1",
    object: "response",
    created_at: 1_770_000_000,
    status: "completed",
    error: null,
    incomplete_details: null,
    model: "gpt-5-mini-2026-01-15",
    output: [...output],
    usage: {
      input_tokens: 50,
      input_tokens_details: { cached_tokens: 16 },
      output_tokens: 20,
      output_tokens_details: { reasoning_tokens: 8 },
      total_tokens: 70,
    },
    ...part,
  };
}

function message(content: JsonObject): JsonObject {
  return { type: "message", id: "msg_1", role: "assistant", status: "completed", content: [content] };
}

const text = (said: string): JsonObject => message({ type: "output_text", text: said, annotations: [] });

function call(id: string, args: string): JsonObject {
  return {
    type: "function_call",
    id: `fc_${id}`,
    call_id: `call_${id}`,
    name: "get_order",
    arguments: args,
    status: "completed",
  };
}

const model = { provider: "openai", name: "gpt-5-mini-2026-01-15" };
const tokens = { input: 50, output: 20, cached: 16, cache_write: null, reasoning: 8 };

describe("responses: what is asked", () => {
  test("every setting, the tools as they are written, a tool of OpenAI, the format of the answer", async () => {
    await using server = await startProvider({ body: response([text("Hello")]) });
    const schema = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    const { notices } = await askLive(
      server,
      question({
        model: {
          ...model,
          max_output_tokens: 100,
          reasoning_effort: "low",
          tool_choice: "required",
          parallel_tool_calls: false,
          options: { openai: { service_tier: "flex", text: { verbosity: "low" } } },
        },
        tools: [
          { name: "get_order", description: "Look an order up.", input: orderInput, provider_tool: null },
          { name: "web_search", description: "", input: {}, provider_tool: { openai: { type: "web_search" } } },
        ],
        output: { schema },
      }),
    );
    expect(server.arrived.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/v1/responses",
        body: {
          model: "gpt-5-mini-2026-01-15",
          instructions: "You help.",
          input: [{ role: "user", content: [{ type: "input_text", text: "Where is 1234?" }] }],
          tools: [
            {
              type: "function",
              name: "get_order",
              description: "Look an order up.",
              parameters: orderInput,
              strict: true,
            },
            { type: "web_search" },
          ],
          text: { format: { type: "json_schema", name: "answer", schema, strict: true }, verbosity: "low" },
          max_output_tokens: 100,
          reasoning: { effort: "low" },
          tool_choice: "required",
          parallel_tool_calls: false,
          service_tier: "flex",
          // What its own tools found can only be referred to.
          store: true,
        },
      },
    ]);
    expect(server.arrived[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(notices).toEqual([]);
  });

  test("what the API has no word for is said, and not sent", async () => {
    await using server = await startProvider({ body: response([text("Hello")]) });
    const { notices } = await askLive(
      server,
      question({
        model: { ...model, stop: ["END"], seed: 7, top_k: 3, options: { google: { labels: {} } } },
        tools: [],
      }),
    );
    expect(server.arrived[0]?.body).toEqual({
      model: "gpt-5-mini-2026-01-15",
      instructions: "You help.",
      input: [{ role: "user", content: [{ type: "input_text", text: "Where is 1234?" }] }],
      store: false,
      include: ["reasoning.encrypted_content"],
    });
    expect(notices).toEqual(
      ["model › stop", "model › seed", "model › top_k"].map((setting) => ({
        kind: "unsaid",
        model: "openai/gpt-5-mini-2026-01-15",
        setting,
        why: "the body of POST /v1/responses has no such setting",
      })),
    );
  });
});

describe("responses: what is answered", () => {
  test("reasoning and calls are sent back as they came", async () => {
    const reasoning = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAA-secret" };
    await using server = await startProvider(
      { body: response([reasoning, call("a", '{"order_id":"1"}'), call("b", '{"order_id":"2"}')]) },
      { body: response([text("Both are shipped.")]) },
    );
    const first = question({ model });
    const { reply } = await askLive(server, first);
    expect({ ...reply, opaque: null }).toEqual({
      text: "",
      calls: [
        { id: "call_a", name: "get_order", arguments: { order_id: "1" } },
        { id: "call_b", name: "get_order", arguments: { order_id: "2" } },
      ],
      stop_reason_raw: "completed",
      tokens,
      seconds: 0,
      opaque: null,
    });
    await askLive(server, {
      ...first,
      messages: [
        ...first.messages,
        {
          said: {
            role: "assistant",
            content: reply.text,
            calls: reply.calls,
          },
          opaque: reply.opaque,
        },
        { said: { role: "tool", content: "shipped", call_id: "call_a" }, opaque: null },
        { said: { role: "tool", content: "lost", call_id: "call_b" }, opaque: null },
      ],
    });
    expect(server.arrived[1]?.body["input"]).toEqual([
      { role: "user", content: [{ type: "input_text", text: "Where is 1234?" }] },
      reasoning,
      { type: "function_call", call_id: "call_a", name: "get_order", arguments: '{"order_id":"1"}' },
      { type: "function_call", call_id: "call_b", name: "get_order", arguments: '{"order_id":"2"}' },
      { type: "function_call_output", call_id: "call_a", output: "shipped" },
      { type: "function_call_output", call_id: "call_b", output: "lost" },
    ]);
  });

  test.each<[string, JsonObject, string, string, Json]>([
    ["text", response([text("Yes.")]), "completed", "Yes.", []],
    ["a refusal", response([message({ type: "refusal", refusal: "I can't." })]), "refusal", "I can't.", []],
    [
      "an answer that is too long",
      response([text("It is")], { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }),
      "max_output_tokens",
      "It is",
      [],
    ],
    [
      "a filter",
      response([], { status: "incomplete", incomplete_details: { reason: "content_filter" } }),
      "content_filter",
      "",
      [],
    ],
    ["a status that is new", response([text("Hm.")], { status: "dreaming" }), "dreaming", "Hm.", []],
    [
      "arguments that are no JSON",
      response([call("a", '{"order_id":')]),
      "completed",
      "",
      [{ id: "call_a", name: "get_order", arguments: '{"order_id":' }],
    ],
  ])("%s", async (_, body, raw, said, calls) => {
    await using server = await startProvider({ body });
    const { reply } = await askLive(server, question({ model }));
    expect([reply.stop_reason_raw, reply.text, reply.calls]).toEqual([raw, said, calls]);
  });

  test("what OpenAI carried out itself is no call of ours", async () => {
    const search = {
      type: "web_search_call",
      id: "ws_1",
      status: "completed",
      action: { type: "search", query: "weather" },
    };
    await using server = await startProvider({ body: response([search, text("It rains.")]) });
    const { reply } = await askLive(server, question({ model }));
    expect([reply.text, reply.calls]).toEqual(["It rains.", []]);
  });
});
