import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelRequest } from "../../../../src/core/golden/exchange.ts";
import { requestDigest } from "../../../../src/core/golden/recording/key.ts";
import { sameJson } from "../../../../src/core/json.ts";
import { arbitraryRequest } from "./arbitrary.ts";

test("two requests have one digest if and only if they are equal", () => {
  // Two that were drawn apart are hardly ever nearly equal: each part of one is put into the other.
  const keys = fc.subarray(["model", "system", "tools", "output", "messages", "repeat"] as const);
  fc.assert(
    fc.property(arbitraryRequest, arbitraryRequest, keys, (left, right, taken) => {
      const mixed = { ...left, ...Object.fromEntries(taken.map((key) => [key, right[key]])) };
      expect(requestDigest(left) === requestDigest(mixed)).toBe(sameJson(left as never, mixed as never));
    }),
    { numRuns: 500 },
  );
});

test("a request that was read again has the digest that it had", () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      expect(requestDigest(structuredClone(request))).toBe(requestDigest(request));
    }),
  );
});

const request: ModelRequest = {
  model: { provider: "scripted", name: "m", temperature: 0.2 },
  system: "Be kind.",
  tools: [{ name: "get_order", description: "Finds one.", input: { type: "object" }, provider_tool: null }],
  output: null,
  messages: [{ said: { role: "user", content: "Hello" }, opaque: null }],
  repeat: 0,
};

/** Frozen: recordings of every team hold it. */
test("the digest of a request never changes", () => {
  expect(requestDigest(request)).toMatchInlineSnapshot(
    `"sha256:c61f2acd4d35234bcc5bc8e326481d8b4900aff15b8de592377c308db21f0356"`,
  );
});

describe("every part of a request counts", () => {
  const [tool] = request.tools;
  test.each<[string, Partial<ModelRequest>]>([
    ["another model", { model: { ...request.model, name: "n" } }],
    ["a setting", { model: { ...request.model, temperature: 0.3 } }],
    ["a setting more", { model: { ...request.model, seed: 1 } }],
    ["a character of the system text", { system: "Be kind!" }],
    ["a tool less", { tools: [] }],
    ["a tool twice", { tools: tool === undefined ? [] : [tool, tool] }],
    ["a description", { tools: tool === undefined ? [] : [{ ...tool, description: "Finds an order." }] }],
    ["an input schema", { tools: tool === undefined ? [] : [{ ...tool, input: {} }] }],
    ["an output schema", { output: { schema: {} } }],
    ["a message", { messages: [{ said: { role: "user", content: "Hello!" }, opaque: null }] }],
    ["who says it", { messages: [{ said: { role: "assistant", content: "Hello" }, opaque: null }] }],
    ["what the provider wants to see again", { messages: [{ said: { role: "user", content: "Hello" }, opaque: "s" }] }],
    ["the trial", { repeat: 1 }],
  ])("%s", (_name, part) => {
    expect(requestDigest({ ...request, ...part })).not.toBe(requestDigest(request));
  });
});
