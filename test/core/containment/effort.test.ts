import { describe, expect, test } from "vitest";
import { checkOf } from "../../../src/core/containment/check.ts";
import { documentOf } from "../../../src/core/containment/compile/document.ts";
import { effortOf } from "../../../src/core/containment/effort.ts";
import { prove } from "../../../src/core/containment/prove.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";

const effort = (schema: Json, value: Json): number => effortOf(documentOf(schema))(value);
const node: JsonObject = {
  $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" }, tag: { enum: ["a", "b"] } } } },
  $ref: "#/$defs/node",
};
const list = (length: number): Json => (length === 0 ? {} : { next: list(length - 1) });

/** Definitions of which each names the next one twice. */
function doubling(levels: number, keyword: string, last: JsonObject): JsonObject {
  const names = Array.from({ length: levels }, (_, index) => index);
  const next = (index: number): JsonObject => ({ $ref: `#/$defs/d${index + 1}` });
  const $defs = Object.fromEntries(names.map((index) => [`d${index}`, { [keyword]: [next(index), next(index)] }]));
  return { $defs: { ...$defs, [`d${levels}`]: last }, $ref: "#/$defs/d0" };
}

describe("what a validator would have to do is known before it is asked", () => {
  test.each<[string, Json, Json, number]>([
    ["a type", { type: "string" }, "a", 1],
    ["alternatives", { anyOf: [{ type: "string" }, { allOf: [true, { minLength: 1 }] }] }, "a", 5],
    ["properties that are there", { properties: { a: {}, b: {}, c: {} } }, { a: 1, d: 1 }, 2],
    ["items", { prefixItems: [{}], items: { not: {} } }, [1, 2, 3], 1 + 1 + 3 * 2],
    ["conditions, on the whole value", { if: {}, then: {}, dependentSchemas: { a: { not: {} } } }, { a: 1 }, 5],
    ["names", { propertyNames: { maxLength: 3 }, patternProperties: { "^a": {} } }, { a: 1, b: 2 }, 5],
    ["itself in a part of the value", node, list(3), 1 + 4 + 3],
    ["itself at once", { anyOf: [{ $ref: "#" }] }, 1, Number.POSITIVE_INFINITY],
    ["a reference that leads nowhere", { $ref: "#/$defs/x" }, 1, Number.POSITIVE_INFINITY],
  ])("%s", (_name, schema, value, looks) => {
    expect(effort(schema, value)).toBe(looks);
  });

  test("each level doubles it, and it is counted without going there", () => {
    const last = { maxLength: 1 };
    expect(effort(doubling(11, "anyOf", last), "a") / effort(doubling(10, "anyOf", last), "a")).toBeCloseTo(2, 2);
    expect(effort(doubling(60, "oneOf", last), "a")).toBeGreaterThan(2 ** 60);
    expect(effort(doubling(5_000, "allOf", last), "a")).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a validator that would not come back is not asked", () => {
  test.each(["anyOf", "oneOf", "allOf"])("forty levels of %s", (keyword) => {
    const check = checkOf(doubling(40, keyword, { maxLength: 1 }));
    expect([check.isSurelyValid("a"), check.isSurelyInvalid("ab")]).toEqual([false, false]);
    expect(prove(doubling(40, "anyOf", { type: "string" }), doubling(40, keyword, { maxLength: 1 })).kind).not.toBe(
      "contained",
    );
  });

  test("eight levels are nothing to it", () => {
    const check = checkOf(doubling(8, "allOf", { maxLength: 1 }));
    expect([check.isSurelyValid("a"), check.isSurelyInvalid("ab")]).toEqual([true, true]);
  });

  test("and once it was asked for enough, no more", () => {
    const check = checkOf(doubling(10, "allOf", { maxLength: 1 }));
    const answers = Array.from({ length: 2_000 }, () => check.isSurelyValid("a"));
    expect(answers[0]).toBe(true);
    expect(answers.lastIndexOf(true)).toBe(answers.indexOf(false) - 1);
  });
});
