import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { knowsAllFields, misfits } from "../../../src/core/schema/partial.ts";
import { matchesSchema } from "../../../src/core/schema/validate.ts";

const refund: JsonObject = {
  type: "object",
  required: ["order_id", "amount", "to"],
  properties: {
    order_id: { type: "string", pattern: "^[0-9]+$" },
    amount: { type: "number", exclusiveMinimum: 0 },
    reason: { enum: ["broken", "late"] },
    to: {
      type: "object",
      required: ["name", "zip"],
      additionalProperties: false,
      properties: { name: { type: "string" }, zip: { type: "string" } },
    },
    items: { type: "array", items: { type: "object", required: ["sku"], properties: { sku: { type: "string" } } } },
    note: {
      anyOf: [{ type: "object", required: ["text", "by"], properties: { text: { type: "string" } } }, { type: "null" }],
    },
    address: { $ref: "#/$defs/address" },
    code: { type: "string", pattern: "^(a+)+$" },
    other: { $ref: "#/$defs/nowhere" },
    free: true,
  },
  $defs: { address: { type: "object", required: ["street"], properties: { street: { type: "string" } } } },
};

describe("what can be in no call", () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ["nothing said", {}, []],
    ["a part of what is required", { amount: 40 }, []],
    ["a part of a mapping", { to: { zip: "08021" } }, []],
    ["a part of one of two forms", { note: { text: "x" } }, []],
    ["the other form", { note: null }, []],
    ["a part of what a reference leads to", { address: { street: "Mill Lane" } }, []],
    ["anything where anything goes", { free: { x: 1 } }, []],
    ["a field that nobody knows", { ammount: 40 }, ["unknown ammount"]],
    ["a field that a mapping does not know", { to: { zap: "1" } }, ["unknown to.zap"]],
    ["another type", { order_id: 4711 }, ["refused order_id"]],
    ["another type, in a mapping", { to: { zip: 8021 } }, ["refused to.zip"]],
    ["another type, behind a reference", { address: { street: 7 } }, ["refused address"]],
    ["a value that is not listed", { reason: "angry" }, ["refused reason"]],
    ["a value beyond the bound", { amount: 0 }, ["refused amount"]],
    ["what fits none of two forms", { note: { text: 1 } }, ["refused note"]],
    ["a list that lacks something: lists are compared as a whole", { items: [{}] }, ["refused items"]],
    ["a list that is complete", { items: [{ sku: "a" }] }, []],
    ["several at once", { ammount: 1, amount: "1" }, ["unknown ammount", "refused amount"]],
  ])("%s", (_name, fields, expected) => {
    expect(misfits(refund, fields).map(({ kind, path }) => `${kind} ${path.join(".")}`)).toEqual(expected);
  });

  test("a pattern that may never come back is not asked, and neither is a reference that leads nowhere", () => {
    expect(misfits(refund, { code: `${"a".repeat(60)}!`, other: 1 })).toEqual([]);
  });
});

test.each<[string, JsonObject, boolean]>([
  ["properties", { properties: { a: {} } }, true],
  ["properties of a closed object", { properties: {}, additionalProperties: false }, true],
  ["a closed object without any", { type: "object", additionalProperties: false }, true],
  ["a bare object", { type: "object" }, false],
  ["an open object", { properties: { a: {} }, additionalProperties: true }, false],
  ["an object with others of a kind", { properties: { a: {} }, additionalProperties: { type: "string" } }, false],
  ["fields by pattern", { properties: { a: {} }, patternProperties: { "^x-": {} } }, false],
  ["fields of another schema", { properties: { a: {} }, allOf: [{ properties: { b: {} } }] }, false],
])("%s: are these all fields? %s", (_name, schema, all) => expect(knowsAllFields(schema)).toBe(all));

test("what is part of a value that fits is never wrong", () => {
  const values = fc.record(
    {
      order_id: fc.stringMatching(/^[0-9]+$/),
      amount: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      reason: fc.constantFrom("broken", "late"),
      to: fc.record({ name: fc.string(), zip: fc.string() }),
      items: fc.array(fc.record({ sku: fc.string() })),
      note: fc.oneof(fc.constant(null), fc.record({ text: fc.string(), by: fc.string() })),
      address: fc.record({ street: fc.string() }),
    },
    { requiredKeys: ["order_id", "amount", "to"] },
  );
  const { other: _, ...properties } = refund["properties"] as JsonObject;
  const schema = { ...refund, properties };
  fc.assert(
    fc.property(values, fc.func(fc.boolean()), (value, keeps) => {
      fc.pre(matchesSchema(schema, value));
      const part = Object.fromEntries(
        Object.entries(value).flatMap(([name, field]): [string, JsonObject[string]][] => {
          if (!keeps(name)) return [];
          if (name === "to") return [[name, { zip: (field as { zip: string }).zip }]];
          return [[name, field as JsonObject[string]]];
        }),
      );
      expect(misfits(schema, part)).toEqual([]);
    }),
  );
});
