import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { askLive, key, orderInput, question } from "../../helpers/live.ts";
import { startProvider } from "../../helpers/provider-server.ts";

function message(content: readonly JsonObject[], stop_reason: Json = "end_turn"): JsonObject {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content: [...content],
    stop_reason,
    stop_sequence: null,
    usage: { input_tokens: 20, cache_creation_input_tokens: 5, cache_read_input_tokens: 100, output_tokens: 9 },
  };
}

const text = (said: string): JsonObject => ({ type: "text", text: said });
const use = (id: string, input: JsonObject): JsonObject => ({ type: "tool_use", id, name: "get_order", input });

const model = { provider: "anthropic", name: "claude-sonnet-4-5-20250929", max_output_tokens: 100 };

describe("messages: what is asked", () => {
  test("every setting, the tools as they are written, a tool of Anthropic, the format of the answer", async () => {
    await using server = await startProvider({ body: message([text("Hello")]) });
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
          top_p: 0.95,
          top_k: 40,
          temperature: 0.5,
          stop: ["END"],
          reasoning_tokens: 2_048,
          reasoning_effort: "high",
          tool_choice: "auto",
          parallel_tool_calls: false,
          seed: 7,
          options: { anthropic: { service_tier: "auto", betas: ["one-2026-01-01", "two-2026-02-02"] } },
        },
        tools: [
          { name: "get_order", description: "Look an order up.", input: orderInput, provider_tool: null },
          {
            name: "web_search",
            description: "",
            input: {},
            provider_tool: { anthropic: { type: "web_search_20250305", name: "web_search", max_uses: 2 } },
          },
        ],
        output: { schema },
      }),
    );
    expect(server.arrived.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/v1/messages",
        body: {
          model: "claude-sonnet-4-5-20250929",
          system: "You help.",
          messages: [{ role: "user", content: [{ type: "text", text: "Where is 1234?" }] }],
          tools: [
            { name: "get_order", description: "Look an order up.", input_schema: orderInput },
            { type: "web_search_20250305", name: "web_search", max_uses: 2 },
          ],
          output_config: { format: { type: "json_schema", schema }, effort: "high" },
          max_tokens: 100,
          top_p: 0.95,
          top_k: 40,
          temperature: 0.5,
          stop_sequences: ["END"],
          thinking: { type: "enabled", budget_tokens: 2_048 },
          tool_choice: { type: "auto", disable_parallel_tool_use: true },
          service_tier: "auto",
        },
      },
    ]);
    expect(server.arrived[0]?.headers).toMatchObject({
      "x-api-key": key,
      "anthropic-version": "2023-06-01",
      "anthropic-beta": "one-2026-01-01,two-2026-02-02",
    });
    expect(notices.map((notice) => (notice.kind === "unsaid" ? notice.setting : notice))).toEqual(["model › seed"]);
  });
});

describe("messages: the longest answer, which every request has to say", () => {
  test("is the contract's, whatever the SDK knows of the model", async () => {
    await using server = await startProvider({ body: message([text("Hello")]) });
    const { notices } = await askLive(
      server,
      question({ model: { provider: "anthropic", name: "claude-of-tomorrow", max_output_tokens: 77_000 } }),
    );
    expect([server.arrived[0]?.body["max_tokens"], notices]).toEqual([77_000, []]);
  });

  test("is said where the SDK chooses it", async () => {
    await using server = await startProvider({ body: message([text("Hello")]) });
    const { notices } = await askLive(
      server,
      question({ model: { provider: "anthropic", name: "claude-of-tomorrow" } }),
    );
    expect(notices).toMatchObject([
      { kind: "unsaid", model: "anthropic/claude-of-tomorrow", setting: "maxOutputTokens" },
    ]);
  });
});

describe("messages: what is answered", () => {
  test("thoughts are sent back with their signatures, and results in one message", async () => {
    const thinking = { type: "thinking", thinking: "Two orders.", signature: "EqQB-signature" };
    const hidden = { type: "redacted_thinking", data: "EmwK-data" };
    const uses = [use("toolu_a", { order_id: "1" }), use("toolu_b", { order_id: "2" })];
    await using server = await startProvider(
      { body: message([thinking, hidden, text("I look."), ...uses], "tool_use") },
      { body: message([text("Both are shipped.")]) },
    );
    const first = question({ model });
    const { reply } = await askLive(server, first);
    expect({ ...reply, opaque: null }).toEqual({
      text: "I look.",
      calls: [
        { id: "toolu_a", name: "get_order", arguments: { order_id: "1" } },
        { id: "toolu_b", name: "get_order", arguments: { order_id: "2" } },
      ],
      stop_reason_raw: "tool_use",
      tokens: { input: 125, output: 9, cached: 100, cache_write: 5, reasoning: null },
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
        { said: { role: "tool", content: "shipped", call_id: "toolu_a" }, opaque: null },
        { said: { role: "tool", content: "lost", call_id: "toolu_b" }, opaque: null },
      ],
    });
    expect(server.arrived[1]?.body["messages"]).toEqual([
      { role: "user", content: [{ type: "text", text: "Where is 1234?" }] },
      { role: "assistant", content: [thinking, hidden, text("I look."), ...uses] },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "toolu_a", content: "shipped" },
          { type: "tool_result", tool_use_id: "toolu_b", content: "lost" },
        ],
      },
    ]);
  });

  test.each<[string, JsonObject, string, string]>([
    ["text", message([text("Yes.")]), "end_turn", "Yes."],
    ["a stop sequence", message([text("Yes.")], "stop_sequence"), "stop_sequence", "Yes."],
    ["a refusal", message([], "refusal"), "refusal", ""],
    ["an answer that is too long", message([text("It is")], "max_tokens"), "max_tokens", "It is"],
    ["a pause", message([text("Wait")], "pause_turn"), "pause_turn", "Wait"],
    ["a stop reason that is new", message([text("Hm.")], "moonlight"), "moonlight", "Hm."],
  ])("%s", async (_, body, raw, said) => {
    await using server = await startProvider({ body });
    const { reply } = await askLive(server, question({ model }));
    expect([reply.stop_reason_raw, reply.text, reply.calls]).toEqual([raw, said, []]);
  });
});
