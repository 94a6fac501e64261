import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealBundle } from "../../src/core/bundle/seal.ts";
import { openBundle } from "../../src/core/bundle/open.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { renderContract } from "../../src/core/contract/render.ts";
import { Failure } from "../../src/core/failure.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { exportTools } from "../../src/core/provider/export.ts";
import { checkToolCall } from "../../src/core/run/checkpoint.ts";
import { freshMeter } from "../../src/core/run/meter.ts";
import { matchesSchema } from "../../src/core/schema/validate.ts";
import { arbitraryContract } from "../helpers/arbitrary-contract.ts";
import { sampleBundle, tool } from "../helpers/contracts.ts";
import { hasPython, type Python, startPython } from "./python.ts";

/** Two interpreters of one bundle, held against each other: both were written by hand. */
const what = `the clients in TypeScript and Python${hasPython ? "" : " (skipped: there is no python3 of 3.9 or later)"}`;

const seed = 7;

describe.skipIf(!hasPython)(what, () => {
  let python: Python;
  beforeAll(() => {
    python = startPython();
  });
  afterAll(() => python.stop());

  test("judge values by schemas in the same way", async () => {
    const pairs = fc.sample(schemas, { numRuns: 1_500, seed }).map((schema) => [schema, values] as const);
    const there = await python.valid(pairs);
    const here = pairs.map(([schema]) => values.map((value) => matchesSchema(schema, value)));
    expect(pairs.filter((_, index) => JSON.stringify(here[index]) !== JSON.stringify(there[index]))).toEqual([]);
    // Both answers occur often: a sample of one kind would prove little.
    const all = here.flat();
    expect(all.filter((valid) => valid).length / all.length).toSatisfy((share: number) => share > 0.1 && share < 0.9);
  });

  test("say the same of any contract: texts, tools for every provider, decisions", async () => {
    const drawn = fc.sample(arbitraryContract(), { numRuns: 100, seed }).map((contract) => sealBundle(contract));
    const contracts = [
      ...drawn,
      ...strictness.map((input) => sampleBundle("", { tools: [tool("get_order", { input })] })),
    ];
    const asked = contracts.map(({ bytes, digest, contract }) => {
      const variables = Object.fromEntries(
        Object.keys(contract.variables).map((name) => [name, sampleOf(contract, name)]),
      );
      return [new TextDecoder().decode(bytes), digest, contract.name, variables, calls] as const;
    });
    const there = await python.contracts(asked);
    for (const [index, { bytes, digest }] of contracts.entries()) {
      const { contract } = openBundle(bytes, digest);
      const here = {
        rendered: rendered(contract, asked[index]?.[3] ?? {}),
        exported: (["openai", "anthropic", "gemini", "mcp"] as const).map((name) => exportTools(name, contract.tools)),
        checked: calls.map(([tool, args]) => decisionOf(contract, tool, args)),
      };
      const { rendered: texts, exported, checked = [] } = there[index] ?? {};
      // The order of keys is what some providers go by.
      expect(JSON.stringify(exported)).toBe(JSON.stringify(here.exported));
      expect(texts).toEqual(here.rendered);
      expect(checked.map(({ kind, guardrail }) => [kind, guardrail])).toEqual(here.checked);
    }
  });
});

const values: readonly Json[] = [
  ...[null, true, false, 0, 1, 2, 3, 1.5, -1, 1e21, 0.3],
  ...["", "a", "ab", "abc", "ba", "é", "😀", "1", "2026-02-28", "2026-02-30", "a@b.c"],
  ...[[], [1], [1, 2], [1, 1], ["a"], ["a", 1], [[]], [null, false, 0], [{ a: 1 }, { a: 1 }]],
  ...[{}, { a: 1 }, { a: "a" }, { b: 1 }, { a: 1, b: 2 }, { a: 1, b: "ab", c: null }, { ab: [1] }],
];

/** Every keyword, with few values each, so that its limits are met. */
const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => {
  const part = fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    { weight: 1, arbitrary: fc.boolean() as fc.Arbitrary<Json> },
    { weight: 5, arbitrary: tie("schema") as fc.Arbitrary<Json> },
  );
  const some = fc.array(part, { minLength: 1, maxLength: 3 });
  const names = fc.subarray(["a", "b", "c"]);
  const number = fc.constantFrom(0, 1, 1.5, 2, 3);
  const size = fc.nat({ max: 3 });
  const types = fc.subarray(["null", "boolean", "integer", "number", "string", "array", "object"], { minLength: 1 });
  const map = fc.dictionary(fc.constantFrom("a", "b", "ab"), part, { maxKeys: 2 });
  const keywords: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    ...{ type: fc.oneof(types, fc.constantFrom("integer", "string", "object", "array", "number")) },
    ...{ enum: fc.subarray([...values], { minLength: 1, maxLength: 4 }), const: fc.constantFrom(...values) },
    ...{ minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number },
    ...{ multipleOf: fc.constantFrom(1, 0.1, 0.5, 3), minLength: size, maxLength: size },
    ...{ pattern: fc.constantFrom("^a", "b$", "^[a-c]+$", "^.$", "\\d", "^$", "^[^a]*$", "(?:a|b){2}", "\\S") },
    ...{ format: fc.constantFrom("date", "email", "unknown", "uuid") },
    ...{ minItems: size, maxItems: size, uniqueItems: fc.boolean(), items: part, prefixItems: some, contains: part },
    ...{ minContains: size, maxContains: size, minProperties: size, maxProperties: size, required: names },
    ...{ properties: map, additionalProperties: part, propertyNames: part, dependentSchemas: map },
    ...{ patternProperties: fc.dictionary(fc.constantFrom("^a", "b"), part, { maxKeys: 2 }) },
    ...{ dependentRequired: fc.dictionary(fc.constantFrom("a", "b"), names, { maxKeys: 2 }) },
    ...{ allOf: some, anyOf: some, oneOf: some, not: part, if: part, then: part, else: part },
    ...{ title: fc.constant("t"), default: fc.constantFrom(...values), "x-own": fc.constant(1) },
  };
  return {
    schema: fc
      .uniqueArray(fc.constantFrom(...Object.keys(keywords)), { minLength: 1, maxLength: 4 })
      .chain((chosen) =>
        fc.record(Object.fromEntries(chosen.map((word) => [word, keywords[word] ?? fc.constant(1)]))),
      ) as fc.Arbitrary<JsonObject>,
  };
}).schema;

/** What OpenAI takes as strict, and what it does not. */
const strictness: readonly JsonObject[] = [
  { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false },
  {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "null" } },
    required: ["a"],
    additionalProperties: false,
  },
  { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
  { type: "object", properties: { a: { type: "string", minLength: 1 } }, required: ["a"], additionalProperties: false },
  { type: "object", properties: { a: { $ref: "#/$defs/a" } }, required: ["a"], additionalProperties: false, $defs: {} },
  { properties: { b: { enum: [1] }, a: { type: "null" } }, propertyOrdering: ["b", "a"], additionalProperties: false },
];

const calls: readonly (readonly [string, JsonObject])[] = [
  ["get_order", {}],
  ["get_order", { order_id: "a", amount: 1 }],
  ["issue_refund", { amount: 5, required: "x" }],
  ["fetch_order", { order_id: 3 }],
  ["refund_order", {}],
  ["nothing", {}],
];

function sampleOf({ variables }: Contract, name: string): Json {
  return variables[name]?.["default"] ?? {};
}

function rendered(contract: Contract, variables: JsonObject): string | readonly unknown[] {
  try {
    const { system, messages, tools } = renderContract(contract, variables, { name: "test" });
    return [system, messages, tools];
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

function decisionOf(contract: Contract, tool: string, args: JsonObject): readonly (string | null)[] {
  const checked = checkToolCall(contract, freshMeter, tool, args);
  return [checked.kind, "guardrail" in checked ? checked.guardrail : null];
}
