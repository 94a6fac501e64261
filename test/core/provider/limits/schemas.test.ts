import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { sayPath } from "../../../../src/core/place.ts";
import { outputSchemaProblems } from "../../../../src/core/provider/limits/output-schema.ts";
import { toolNameProblem } from "../../../../src/core/provider/limits/tool-name.ts";
import { toolSchemaProblems } from "../../../../src/core/provider/limits/tool-schema.ts";
import { providerNames } from "../../../../src/core/provider/names.ts";

const text = { type: "string" };

describe("names of tools", () => {
  test.each([
    ["get_order", []],
    ["getOrder-2", []],
    ["a".repeat(64), []],
    ["a".repeat(65), ["openai"]],
    ["a".repeat(128), ["openai"]],
    ["a".repeat(129), ["openai", "anthropic", "gemini", "mcp"]],
    ["2fa_check", ["gemini"]],
    ["-dash", ["gemini"]],
    ["_private", []],
    ["orders.find", ["openai", "anthropic"]],
    ["orders:find", ["openai", "anthropic", "mcp"]],
    ["find order", ["openai", "anthropic", "gemini", "mcp"]],
    ["größe", ["openai", "anthropic", "gemini", "mcp"]],
    ["", ["openai", "anthropic", "gemini", "mcp", "ai-sdk"]],
  ])("%s is refused by %j", (name, refusedBy) => {
    expect(providerNames.filter((provider) => toolNameProblem(provider, name) !== null)).toEqual(refusedBy);
  });
});

describe("schemas of arguments", () => {
  const list = { type: "object", properties: { ids: { type: "array" } } };
  const union = { anyOf: [{ required: ["a"] }, { required: ["b"] }] };

  test.each<[string, JsonObject, Readonly<Record<string, readonly string[]>>]>([
    ["an object", { type: "object", properties: { id: text } }, {}],
    ["nothing said", {}, {}],
    ["a text", text, { openai: ["type"], anthropic: ["type"], gemini: ["type"], mcp: ["type"], "ai-sdk": ["type"] }],
    [
      "an object or nothing",
      { type: ["object", "null"] },
      { openai: ["type"], anthropic: ["type"], gemini: ["type"], mcp: ["type"], "ai-sdk": ["type"] },
    ],
    ["a union at the top", { type: "object", ...union }, { openai: ["anyOf"], anthropic: ["anyOf"] }],
    ["a union inside", { type: "object", properties: { id: union } }, {}],
    ["an enum at the top", { type: "object", enum: [{}] }, { openai: ["enum"] }],
    ["a list of anything", list, { openai: ["properties › ids › items"] }],
    [
      "a list of anything, far inside",
      { type: "object", $defs: { x: list } },
      { openai: ["$defs › x › properties › ids › items"] },
    ],
    ["data that looks like a schema", { type: "object", default: { type: "array" } }, {}],
    [
      "an argument with a space",
      { type: "object", properties: { "order id": text } },
      { anthropic: ["properties › order id"] },
    ],
    [
      "a long argument",
      { type: "object", properties: { ["a".repeat(65)]: text } },
      { anthropic: [`properties › ${"a".repeat(65)}`] },
    ],
  ])("%s", (_, schema, expected) => {
    for (const provider of providerNames) {
      const found = toolSchemaProblems(provider, schema).map(({ path }) => sayPath(path));
      expect([provider, found]).toEqual([provider, expected[provider] ?? []]);
    }
  });
});

describe("schemas of answers", () => {
  const closed = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...more,
  });
  const nested = (levels: number): JsonObject => (levels === 0 ? text : closed({ inner: nested(levels - 1) }));
  const many = (size: number): JsonObject =>
    closed(Object.fromEntries(Array.from({ length: size }, (_, index) => [`f${index}`, text])));
  const values = (size: number): JsonObject => closed({ a: { ...text, enum: Array.from({ length: size }, String) } });

  test.each<[string, JsonObject, Readonly<Record<string, readonly string[]>>]>([
    ["a closed object", closed({ reply: text }), {}],
    ["an order of fields", closed({ reply: text }, { propertyOrdering: ["reply"] }), {}],
    [
      "an open object",
      closed({ reply: text }, { additionalProperties: undefined as never }),
      { openai: ["additionalProperties"], anthropic: ["additionalProperties"] },
    ],
    [
      "an object that takes more",
      closed({ reply: text }, { additionalProperties: true }),
      { openai: ["additionalProperties"], anthropic: ["additionalProperties"] },
    ],
    [
      "an open object inside",
      closed({ who: { type: "object" } }),
      { openai: ["properties › who › additionalProperties"], anthropic: ["properties › who › additionalProperties"] },
    ],
    ["an optional field", closed({ a: text }, { required: [] }), { openai: ["required"] }],
    ["a list at the top", { type: "array", items: text }, { openai: ["type"] }],
    [
      "a union at the top",
      { type: "object", anyOf: [closed({ a: text })], additionalProperties: false },
      { openai: ["anyOf"] },
    ],
    ["a union inside", closed({ a: { anyOf: [text, { type: "null" }] } }), {}],
    [
      "one of several",
      closed({ a: { oneOf: [text] } }),
      {
        openai: ["properties › a › oneOf", "properties › a › type"],
        anthropic: ["properties › a › oneOf", "properties › a › type"],
      },
    ],
    [
      "all of several",
      closed({ a: { ...text, allOf: [text] } }),
      { openai: ["properties › a › allOf"], gemini: ["properties › a › allOf"] },
    ],
    ["a pattern", closed({ a: { ...text, pattern: "^a" } }), { gemini: ["properties › a › pattern"] }],
    ["a range", closed({ a: { type: "number", minimum: 1 } }), { anthropic: ["properties › a › minimum"] }],
    [
      "a length",
      closed({ a: { ...text, minLength: 1 } }),
      {
        openai: ["properties › a › minLength"],
        anthropic: ["properties › a › minLength"],
        gemini: ["properties › a › minLength"],
      },
    ],
    ["one item at least", closed({ a: { type: "array", items: text, minItems: 1 } }), {}],
    [
      "two items at least",
      closed({ a: { type: "array", items: text, minItems: 2 } }),
      { anthropic: ["properties › a › minItems"] },
    ],
    ["a date", closed({ a: { ...text, format: "date" } }), {}],
    ["an address", closed({ a: { ...text, format: "uri" } }), { openai: ["properties › a › format"] }],
    [
      "a format of one's own",
      closed({ a: { ...text, format: "iban" } }),
      { openai: ["properties › a › format"], anthropic: ["properties › a › format"] },
    ],
    ["a default", closed({ a: { ...text, default: "x" } }), { openai: ["properties › a › default"] }],
    ["anything", closed({ a: {} }), { openai: ["properties › a › type"], anthropic: ["properties › a › type"] }],
    ["anything, as true", closed({ a: true }), { openai: ["properties › a"], anthropic: ["properties › a"] }],
    ["ten levels", nested(10), {}],
    ["eleven levels", nested(11), { openai: [""] }],
    ["5000 fields", many(5000), {}],
    ["5001 fields", many(5001), { openai: [""] }],
    ["1000 values", values(1000), {}],
    ["1001 values", values(1001), { openai: [""] }],
  ])("%s", (_, schema, expected) => {
    for (const provider of providerNames) {
      const found = outputSchemaProblems(provider, schema).map(({ path }) => sayPath(path));
      expect([provider, found]).toEqual([provider, expected[provider] ?? []]);
    }
  });
});
