import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { areApart, saysNothingAbout } from "../../../src/core/schema/apart.ts";
import { matchesSchema } from "../../../src/core/schema/validate.ts";

describe("schemas that no value fits both of", () => {
  test.each<[JsonObject, JsonObject]>([
    [{ exclusiveMinimum: 100 }, { type: "number", maximum: 100 }],
    [{ minimum: 5 }, { type: "integer", exclusiveMaximum: 5 }],
    [{ type: "string" }, { type: ["number", "null"] }],
    [{ enum: ["a", "b"] }, { enum: ["c"] }],
    [{ const: 5 }, { type: "string" }],
    [{ pattern: "^x" }, { enum: ["a", "b"] }],
    [{ minLength: 9 }, { type: "string", maxLength: 8 }],
    [{ minItems: 3 }, { type: "array", maxItems: 2 }],
  ])("%j and %j", (one, other) => {
    expect(areApart(one, other)).toBe(true);
    expect(areApart(other, one)).toBe(true);
  });
});

describe("schemas that some value may fit", () => {
  test.each<[JsonObject, JsonObject]>([
    [{ minimum: 100 }, { type: "number", maximum: 100 }],
    [{ type: "integer" }, { type: "number" }],
    [{ exclusiveMinimum: 100 }, { maximum: 50 }],
    [{ exclusiveMinimum: 100 }, { type: ["number", "string"], maximum: 50 }],
    [{ minLength: 9 }, { maxLength: 8 }],
    [{ enum: ["a", "b"] }, { enum: ["b", "c"] }],
    [{}, { type: "string" }],
    [{ anyOf: [{ type: "string" }] }, { type: "number" }],
    [{ pattern: "(" }, { enum: ["a"] }],
  ])("%j and %j", (one, other) => {
    expect(areApart(one, other)).toBe(false);
    expect(areApart(other, one)).toBe(false);
  });
});

const limit = fc.integer({ min: 0, max: 4 });
const type = fc.constantFrom("string", "number", "integer", "boolean", "null", "array");
const values: readonly Json[] = ["", "a", "ab", "abcd", 0, 0.5, 1, 2, 3, 4, 5, true, false, null, [], [1], [1, 2], {}];
const schema = fc.record(
  {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.subarray([...values], { minLength: 1, maxLength: 3 }),
    const: fc.constantFrom(...values),
    minimum: limit,
    maximum: limit,
    exclusiveMinimum: limit,
    exclusiveMaximum: limit,
    minLength: limit,
    maxLength: limit,
    minItems: limit,
    maxItems: limit,
    pattern: fc.constantFrom("^a", "b"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const bounds = fc.record(
  { minimum: limit, exclusiveMaximum: limit, minLength: limit, pattern: fc.constantFrom("^a", "b"), maxItems: limit },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

test("what is called apart has no value in common", () => {
  let apart = 0;
  fc.assert(
    fc.property(schema, schema, (one, other) => {
      if (!areApart(one, other)) return;
      apart += 1;
      expect(values.filter((value) => matchesSchema(one, value) && matchesSchema(other, value))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
  expect(apart).toBeGreaterThan(100);
});

test("a schema that says nothing about some types lets every value of them through", () => {
  let mute = 0;
  const typeOf = (value: Json): string =>
    value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  fc.assert(
    fc.property(bounds, fc.uniqueArray(type, { minLength: 1, maxLength: 2 }), (condition, types) => {
      if (!saysNothingAbout(condition, types)) return;
      mute += 1;
      const some = values.filter((value) => types.some((one) => one === typeOf(value)));
      expect(some.filter((value) => !matchesSchema(condition, value))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
  expect(mute).toBeGreaterThan(10);
  expect(saysNothingAbout({ exclusiveMinimum: 5, description: "Big." }, ["string"])).toBe(true);
  expect(saysNothingAbout({ exclusiveMinimum: 5 }, ["string", "integer"])).toBe(false);
  expect(saysNothingAbout({}, ["string"])).toBe(false);
  expect(saysNothingAbout({ not: {} }, ["string"])).toBe(false);
});
