import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealBundle } from "../../src/core/bundle/seal.ts";
import { openBundle } from "../../src/core/bundle/open.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { renderContract } from "../../src/core/contract/render.ts";
import { renderTemplate } from "../../src/core/contract/template/render.ts";
import { Failure } from "../../src/core/failure.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { decodePointer, encodePointer } from "../../src/core/label/pointer.ts";
import { exportTools } from "../../src/core/provider/export.ts";
import { checkToolCall } from "../../src/core/run/checkpoint.ts";
import { freshMeter } from "../../src/core/run/meter.ts";
import { matchesSchema } from "../../src/core/schema/validate.ts";
import { digest, pointer } from "../core/label/pointers.ts";
import { arbitraryContract } from "../helpers/arbitrary-contract.ts";
import { schemas, values } from "../helpers/arbitrary-schema.ts";
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

  test("render templates in the same way, and refuse the same ones", async () => {
    const texts = fc.sample(fc.array(pieces, { maxLength: 12 }), { numRuns: 8_000, seed }).map((some) => some.join(""));
    const data = { a: true, b: "<b>", c: [{ b: 1e21 }, { b: 0.5 }], d: { b: [] } };
    const there = await python.templates(texts, data);
    const here = texts.map((text) => templateOf(text, data));
    expect(texts.filter((_, index) => here[index] !== there[index])).toEqual([]);
    const whole = here.filter((said, index) => said !== null && texts[index]?.includes("{{") === true);
    expect(whole.length).toBeGreaterThan(500);
  });

  test("read a pointer in the same way, whichever bit of it is flipped", async () => {
    const ramp = { bundle: digest("b"), weight: 500, salt: "ré-7" };
    const whole = encodePointer(pointer({ ramp, previous: digest("c"), reason: "é \u2028", serial: 42 }));
    const flipped = Array.from(whole).flatMap((byte, index) =>
      Array.from({ length: 8 }, (_, bit) => Uint8Array.from(whole).fill(byte ^ (1 << bit), index, index + 1)),
    );
    const there = await python.pointers(flipped);
    const here = flipped.map((bytes) => {
      const read = decodePointer(bytes);
      if (read.kind === "bad") return null;
      const { contract, label, serial, current, ramp: second, environment } = read.pointer;
      return [
        contract,
        label,
        serial,
        current,
        second === null ? null : [second.bundle, second.weight, second.salt],
        environment,
      ];
    });
    expect(there).toEqual(here);
    expect(new Set(here.map((read) => read === null)).size).toBe(2);
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

const pieces = fc.oneof(
  fc.constantFrom("{{b}}", "{{#a}}", "{{/a}}", "{{#c}}", "{{/c}}", "{{^d.b}}", "{{/d.b}}", "{{! c }}", "{{{b}}}"),
  fc.constantFrom("{{=<% %>=}}", "<%={{ }}=%>", "<%b%>", "{{", "}}", "#", "^", "/", "!", "=", "&", ">", "{", "}"),
  fc.constantFrom("a", "b", "c", ".", " ", "\n", "\r", "\t", "--", "é", "<%", "%>", "\n  "),
);

function templateOf(text: string, data: JsonObject): string | null {
  try {
    return renderTemplate(text, data);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

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
