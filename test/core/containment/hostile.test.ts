import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { instanceOf } from "../../../src/core/containment/instance-of.ts";
import { overlaps } from "../../../src/core/containment/overlaps.ts";
import { prove } from "../../../src/core/containment/prove.ts";

const many = <Thing>(count: number, make: (index: number) => Thing): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));
const nested = (depth: number, wrap: (schema: Json) => Json, core: Json): Json =>
  many(depth, wrap).reduce((schema) => wrap(schema), core);
const wide = (count: number, property: (index: number) => Json): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(many(count, (index) => [`p${index}`, property(index)] as const)),
});
const kinds = (count: number, longest: (index: number) => number): JsonObject => ({
  anyOf: many(count, (index) => ({
    type: "object",
    properties: { kind: { const: `k${index}` }, text: { type: "string", maxLength: longest(index) } },
    required: ["kind"],
  })),
});

const text: Json = { type: "string" };
/** Three ways out, entangled with those of other clauses. */
const clause = (index: number): Json => ({
  anyOf: [
    { required: [`a${index}`] },
    { required: [`b${(index * 7) % 20}`] },
    { properties: { [`a${(index * 3) % 40}`]: false } },
  ],
});
const known = ["contained", "broken", "unknown"];

describe("schemas that mean no good end in a bounded number of steps", () => {
  test.each<[string, Json, Json]>([
    [
      "deeper than a stack",
      nested(50_000, (s) => ({ properties: { a: s } }), text),
      nested(50_000, (s) => ({ items: s }), text),
    ],
    ["not, ninety times", nested(90, (s) => ({ not: s }), text), nested(90, (s) => ({ not: s }), { minLength: 2 })],
    [
      "alternatives in alternatives",
      nested(12, (s) => ({ anyOf: [s, { items: s }] }), text),
      nested(12, (s) => ({ oneOf: [s, { items: s }] }), { minLength: 2 }),
    ],
    ["itself at once", { anyOf: [{ $ref: "#" }, { $ref: "#" }] }, text],
    [
      "two that only name each other",
      { $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } }, $ref: "#/$defs/a" },
      text,
    ],
    ["thirty thousand properties", wide(30_000, () => ({ type: "string", maxLength: 3 })), wide(30_000, () => text)],
    [
      "thirty thousand items",
      { prefixItems: many(30_000, () => text) },
      { prefixItems: many(30_000, () => ({ minLength: 1 })) },
    ],
    [
      "a hundred thousand values and a pattern",
      { enum: many(100_000, (index) => `v${index}`) },
      { pattern: "^v\\d+$" },
    ],
    ["patterns that explode", { minLength: 5000, pattern: "^(a+)+$" }, { pattern: "^(a|a)*c$" }],
    ["patterns with too many states", { pattern: "^(a|b)*a(a|b){20}$" }, { pattern: "^(a|b)*b(a|b){20}$" }],
    ["repetitions of repetitions", { pattern: "^(a{1000}){1000}$" }, { maxLength: 3 }],
    ["strings of a thousand million characters", { type: "string", minLength: 1e9 }, { maxLength: 5 }],
    ["lists of a thousand million items", { type: "array", minItems: 1e9 }, { maxItems: 5 }],
    ["a puzzle", { type: "object", allOf: many(40, clause) }, { minProperties: 15 }],
    [
      "forty patterns",
      { patternProperties: Object.fromEntries(many(40, (i) => [`a${i}`, text])) },
      { patternProperties: Object.fromEntries(many(40, (i) => [`b${i}`, text])) },
    ],
  ])(
    "%s",
    (_name, small, large) => {
      expect(known).toContain(prove(small, large).kind);
      expect(known).toContain(prove(small, large, { reading: "closed-producer" }).kind);
      overlaps(small, large);
      instanceOf(small);
    },
    240_000,
  );

  test("whatever the number of steps, an answer is right", () => {
    const [small, large] = [kinds(8, () => 3), kinds(8, (index) => (index === 5 ? 2 : 4))];
    for (const steps of [0, 1, 10, 100, 1000, 10_000]) {
      expect(prove(small, large, { steps }).kind).not.toBe("contained");
      expect(prove(large, large, { steps }).kind).not.toBe("broken");
      expect(
        prove(
          small,
          kinds(8, () => 4),
          { steps },
        ).kind,
      ).not.toBe("broken");
    }
    expect(prove(small, large, { steps: 0 })).toMatchObject({ kind: expect.stringMatching(/unknown|broken/) });
  });
});

describe("large schemas that mean well are decided", () => {
  test.each<[string, Json, Json, "contained" | "broken"]>([
    [
      "a hundred thousand values",
      { enum: many(100_000, (index) => `v${index}`) },
      { enum: many(100_001, (index) => `v${index}`) },
      "contained",
    ],
    [
      "one value less",
      { enum: many(10_000, (index) => `v${index}`) },
      { enum: many(9999, (index) => `v${index}`) },
      "broken",
    ],
    [
      "a thousand properties",
      wide(1000, () => ({ type: "string", maxLength: 3 })),
      wide(1000, () => text),
      "contained",
    ],
    [
      "one of them another",
      wide(1000, () => text),
      wide(1000, (index) => (index === 700 ? { type: "number" } : text)),
      "broken",
    ],
    ["fifty kinds", kinds(50, () => 3), kinds(50, () => 5), "contained"],
    ["one of them narrower", kinds(50, () => 3), kinds(50, (index) => (index === 30 ? 2 : 5)), "broken"],
    [
      "twenty kinds that exclude each other",
      { oneOf: kinds(20, () => 3)["anyOf"] ?? [] },
      { oneOf: kinds(20, () => 5)["anyOf"] ?? [] },
      "contained",
    ],
    [
      "seventy objects in each other",
      nested(70, (s) => ({ type: "object", properties: { a: s }, required: ["a"] }), text),
      nested(70, (s) => ({ properties: { a: s } }), { type: "number" }),
      "broken",
    ],
  ])("%s", (_name, small, large, kind) => {
    expect(prove(small, large).kind).toBe(kind);
  });
});
