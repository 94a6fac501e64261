import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { equivalent } from "../../../src/core/containment/equivalent.ts";
import { instanceOf } from "../../../src/core/containment/instance-of.ts";
import { overlaps } from "../../../src/core/containment/overlaps.ts";
import { documents } from "./arbitrary-schema.ts";
import { referee } from "./referee.ts";

describe("is there a value under both", () => {
  test.each<[string, Json, Json, string]>([
    ["text and number", { type: "string" }, { type: "number" }, "disjoint"],
    ["text and text or null", { type: "string" }, { type: ["string", "null"] }, "overlap"],
    ["two ranges apart", { type: "number", maximum: 1 }, { type: "number", minimum: 2 }, "disjoint"],
    ["two ranges that meet", { type: "number", maximum: 1 }, { type: "number", minimum: 1 }, "overlap"],
    [
      "two closed objects",
      { type: "object", properties: { a: {} }, required: ["a"], additionalProperties: false },
      { type: "object", properties: { b: {} }, additionalProperties: false },
      "disjoint",
    ],
    ["two open objects", { type: "object", required: ["a"] }, { type: "object", required: ["b"] }, "overlap"],
    ["two patterns", { type: "string", pattern: "^a" }, { type: "string", pattern: "^b" }, "disjoint"],
    ["conditions on types that differ", { minLength: 5 }, { minimum: 5 }, "overlap"],
    ["a schema of somebody else", { $ref: "https://example.com/a" }, { type: "string" }, "unknown"],
  ])("%s", (_name, left, right, kind) => {
    const found = overlaps(left, right);
    expect(found.kind).toBe(kind);
    if (found.kind === "overlap")
      expect([referee(left)?.(found.instance), referee(right)?.(found.instance)]).toEqual([true, true]);
  });
});

describe("do they take the same", () => {
  test.each<[string, Json, Json, string]>([
    [
      "another way of writing it",
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { type: ["null", "string"] },
      "same",
    ],
    ["a definition moved away", { $ref: "#/$defs/a", $defs: { a: { type: "string" } } }, { type: "string" }, "same"],
    ["one takes more", { type: "string" }, { type: ["string", "null"] }, "different"],
    ["the other takes more", { type: ["string", "null"] }, { type: "string" }, "different"],
    ["another format", { type: "string", format: "uri" }, { type: "string", format: "email" }, "unknown"],
  ])("%s", (_name, left, right, answer) => expect(equivalent(left, right)).toBe(answer));
});

describe("an instance", () => {
  test.each<[string, Json, Json | undefined]>([
    ["of anything", true, {}],
    ["of nothing", false, undefined],
    ["of what cannot be", { type: "integer", exclusiveMinimum: 1, exclusiveMaximum: 2 }, undefined],
    ["of a text", { type: "string" }, "a"],
    ["of a long text", { type: "string", minLength: 4 }, "aaaa"],
    ["of a pattern", { type: "string", pattern: "^[A-Z]{2}-\\d+$" }, "AA-0"],
    ["of a format", { type: "string", format: "date-time" }, "2026-01-15T10:00:00Z"],
    ["of a number", { type: "integer", minimum: 5 }, 5],
    ["of a part of a number", { exclusiveMinimum: 0, exclusiveMaximum: 1, type: "number" }, 0.5],
    ["of a list", { type: "array", items: { enum: ["x", "y"] }, minItems: 2, uniqueItems: true }, ["x", "y"]],
    ["of a list that has to hold something", { type: "array", contains: { const: 7 } }, [7]],
    [
      "of a tool's input",
      { type: "object", properties: { id: { type: "string" }, note: { type: "string" } }, required: ["id"] },
      { id: "a" },
    ],
    [
      "of a tree",
      { type: "object", properties: { left: { anyOf: [{ $ref: "#" }, { type: "null" }] } }, required: ["left"] },
      { left: null },
    ],
    [
      "of one form of many",
      { oneOf: [{ type: "object", required: ["a"], properties: { a: { const: 1 } } }, { type: "null" }] },
      { a: 1 },
    ],
  ])("%s", (_name, schema, instance) => expect(instanceOf(schema)).toEqual(instance));

  test("is valid, wherever there is one", () => {
    let found = 0;
    fc.assert(
      fc.property(documents, (schema) => {
        const instance = instanceOf(schema);
        const isValid = referee(schema);
        if (instance === undefined || isValid === null) return;
        found += 1;
        expect(isValid(instance)).not.toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(150);
  });
});
