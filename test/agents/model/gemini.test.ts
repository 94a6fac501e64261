import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { askLive, key, question } from "../../helpers/live.ts";
import { startProvider } from "../../helpers/provider-server.ts";

function generated(parts: readonly JsonObject[], finishReason = "STOP", part: JsonObject = {}): JsonObject {
  return {
    candidates: [{ content: { role: "model", parts: [...parts] }, finishReason, index: 0, ...part }],
    usageMetadata: {
      promptTokenCount: 40,
      cachedContentTokenCount: 8,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 30,
      totalTokenCount: 75,
    },
    modelVersion: "gemini-3-pro",
  };
}

const model = { provider: "google", name: "gemini-3-pro" };

/** A part of JSON Schema that the API's older field for schemas cannot say. */
const input = {
  type: "object",
  properties: { order_id: { $ref: "#/$defs/id" }, tags: { type: "array", prefixItems: [{ const: "a" }] } },
  required: ["order_id"],
  $defs: { id: { type: "string", pattern: "^[0-9]+$" } },
};

describe("generateContent: what is asked", () => {
  test("every setting, the tools as they are written, a tool of Google, the format of the answer", async () => {
    await using server = await startProvider({ body: generated([{ text: "Hello" }]) });
    const schema = { type: "object", properties: { a: { type: "string" } }, propertyOrdering: ["a"], required: ["a"] };
    const { notices } = await askLive(
      server,
      question({
        model: {
          ...model,
          temperature: 1,
          top_p: 0.9,
          top_k: 20,
          max_output_tokens: 100,
          stop: ["END"],
          seed: 7,
          reasoning_effort: "low",
          tool_choice: "get_order",
          parallel_tool_calls: false,
          options: { google: { labels: { team: "support" }, generationConfig: { mediaResolution: "LOW" } } },
        },
        tools: [
          { name: "get_order", description: "Look an order up.", input, provider_tool: null },
          { name: "search", description: "", input: {}, provider_tool: { google: { google_search: {} } } },
        ],
        output: { schema },
      }),
    );
    expect(server.arrived.map(({ path, body }) => ({ path, body }))).toEqual([
      {
        path: "/v1beta/models/gemini-3-pro:generateContent",
        body: {
          systemInstruction: { parts: [{ text: "You help." }] },
          contents: [{ role: "user", parts: [{ text: "Where is 1234?" }] }],
          tools: [
            {
              functionDeclarations: [
                { name: "get_order", description: "Look an order up.", parametersJsonSchema: input },
              ],
            },
            { google_search: {} },
          ],
          generationConfig: {
            responseMimeType: "application/json",
            responseJsonSchema: schema,
            temperature: 1,
            topP: 0.9,
            topK: 20,
            maxOutputTokens: 100,
            stopSequences: ["END"],
            seed: 7,
            thinkingConfig: { thinkingLevel: "low" },
            mediaResolution: "LOW",
          },
          toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["get_order"] } },
          labels: { team: "support" },
        },
      },
    ]);
    expect(server.arrived[0]?.headers["x-goog-api-key"]).toBe(key);
    expect(notices.map((notice) => (notice.kind === "unsaid" ? notice.setting : notice))).toEqual([
      "model › parallel_tool_calls",
    ]);
  });
});

describe("generateContent: what is answered", () => {
  test("calls are sent back with the signature of their thoughts, and results in one message", async () => {
    const parts: readonly JsonObject[] = [
      { text: "Two orders.", thought: true },
      { functionCall: { id: "a", name: "get_order", args: { order_id: "1" } }, thoughtSignature: "c2ln" },
      { functionCall: { id: "b", name: "get_order", args: { order_id: "2" } } },
    ];
    const renamed = { functionCall: { id: "call_2", name: "get_order", args: { order_id: "2" } } };
    await using server = await startProvider({ body: generated(parts) }, { body: generated([{ text: "Both." }]) });
    const first = question({ model });
    const { reply } = await askLive(server, first);
    expect({ ...reply, opaque: null }).toEqual({
      text: "",
      calls: [
        { id: "a", name: "get_order", arguments: { order_id: "1" } },
        { id: "b", name: "get_order", arguments: { order_id: "2" } },
      ],
      stop_reason_raw: "STOP",
      tokens: { input: 40, output: 35, cached: 8, cache_write: null, reasoning: 30 },
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
            // Who plays the task gives a call another id where two are called the same.
            calls: reply.calls.map((one) => ({ ...one, id: one.id === "b" ? "call_2" : one.id })),
          },
          opaque: reply.opaque,
        },
        { said: { role: "tool", content: "shipped", call_id: "a" }, opaque: null },
        { said: { role: "tool", content: "lost", call_id: "call_2" }, opaque: null },
      ],
    });
    const result = (id: string, content: string): JsonObject => ({
      functionResponse: { id, name: "get_order", response: { name: "get_order", content } },
    });
    expect(server.arrived[1]?.body["contents"]).toEqual([
      { role: "user", parts: [{ text: "Where is 1234?" }] },
      { role: "model", parts: [...parts.slice(0, 2), renamed] },
      { role: "user", parts: [result("a", "shipped"), result("call_2", "lost")] },
    ]);
  });

  test("what was not counted is not measured", async () => {
    const blocked = { promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { trafficType: "ON_DEMAND" } };
    await using server = await startProvider({ body: blocked });
    const { reply } = await askLive(server, question({ model }));
    expect(reply.tokens).toBeNull();
  });

  test.each<[string, JsonObject, string, string]>([
    ["text", generated([{ text: "Yes." }]), "STOP", "Yes."],
    ["an answer that is too long", generated([{ text: "It is" }], "MAX_TOKENS"), "MAX_TOKENS", "It is"],
    ["a refusal", generated([], "SAFETY"), "SAFETY", ""],
    ["a call that went wrong", generated([], "MALFORMED_FUNCTION_CALL"), "MALFORMED_FUNCTION_CALL", ""],
    ["a stop reason that is new", generated([{ text: "Hm." }], "MOONLIGHT"), "MOONLIGHT", "Hm."],
    [
      "a question that was blocked",
      { promptFeedback: { blockReason: "PROHIBITED_CONTENT" }, usageMetadata: { promptTokenCount: 40 } },
      "PROHIBITED_CONTENT",
      "",
    ],
  ])("%s", async (_, body, raw, said) => {
    await using server = await startProvider({ body });
    const { reply } = await askLive(server, question({ model }));
    expect([reply.stop_reason_raw, reply.text, reply.calls]).toEqual([raw, said, []]);
  });
});
