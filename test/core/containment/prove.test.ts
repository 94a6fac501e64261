import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { prove } from "../../../src/core/containment/prove.ts";
import { breaks } from "./referee.ts";

/** `<` the first is contained in the second and not the other way round, `=` both, `|` neither. */
type Relation = "<" | "=" | "|";

const object = (properties: Record<string, Json>, more: Record<string, Json> = {}): Json => ({
  type: "object",
  properties,
  ...more,
});

const pairs: Readonly<Record<string, readonly (readonly [Json, Relation, Json])[]>> = {
  "true and false": [
    [true, "=", {}],
    [false, "<", { type: "string" }],
    [{ type: "string" }, "<", true],
    [false, "=", { not: {} }],
    [{ title: "a", description: "b", default: 1, examples: [2], "x-own": 3 }, "=", true],
  ],
  type: [
    [{ type: "integer" }, "<", { type: "number" }],
    [{ type: "string" }, "<", { type: ["string", "null"] }],
    [{ type: "string" }, "|", { type: "number" }],
    [{ type: ["integer", "number"] }, "=", { type: "number" }],
    [{ type: ["null", "boolean", "number", "string", "array", "object"] }, "=", true],
    [{ type: "boolean" }, "=", { enum: [true, false] }],
  ],
  "enum and const": [
    [{ enum: ["a", "b"] }, "<", { enum: ["a", "b", "c"] }],
    [{ enum: ["a", 1] }, "|", { enum: ["a", 2] }],
    [{ const: 1 }, "=", { enum: [1.0] }],
    [{ const: 0 }, "=", { const: -0 }],
    [{ const: { a: 1, b: [true] } }, "=", { const: { b: [true], a: 1 } }],
    [{ const: [1, 2] }, "|", { const: [2, 1] }],
    [{ enum: ["red", "blue"] }, "<", { type: "string", maxLength: 4 }],
    [{ enum: [1, "a", null] }, "<", { type: ["integer", "string", "null"] }],
    [{ enum: ["a", 1], type: "string" }, "=", { const: "a" }],
    [{ const: { a: 1 } }, "=", object({ a: { const: 1 } }, { required: ["a"], additionalProperties: false })],
    [{ const: [1] }, "=", { type: "array", prefixItems: [{ const: 1 }], items: false, minItems: 1 }],
    [{ anyOf: [{ const: "a" }, { const: "b" }] }, "=", { enum: ["b", "a"] }],
    [{ type: "integer", minimum: 1, maximum: 3 }, "=", { enum: [1, 2, 3] }],
    [{ type: "integer", enum: [1, 1.5] }, "=", { const: 1 }],
  ],
  bounds: [
    [{ type: "number", minimum: 2 }, "<", { type: "number", minimum: 1 }],
    [{ minimum: 1, type: "number" }, "<", { minimum: 1 }],
    [{ exclusiveMinimum: 1 }, "<", { minimum: 1 }],
    [{ type: "integer", exclusiveMinimum: 1 }, "=", { type: "integer", minimum: 2 }],
    [{ type: "integer", minimum: 0.5 }, "=", { type: "integer", minimum: 1 }],
    [{ type: "number", minimum: 1, maximum: 1 }, "=", { const: 1 }],
    [{ type: "number", minimum: 2, maximum: 1 }, "=", false],
    [{ type: "integer", exclusiveMinimum: 1, exclusiveMaximum: 2 }, "=", false],
    [{ maximum: 5 }, "|", { minimum: 5 }],
    [{ minimum: 5, exclusiveMinimum: true }, "=", { exclusiveMinimum: 5 }],
    [{ maximum: 5, exclusiveMaximum: false }, "=", { maximum: 5 }],
  ],
  multipleOf: [
    [{ type: "number", multipleOf: 4 }, "<", { type: "number", multipleOf: 2 }],
    [{ multipleOf: 2 }, "|", { multipleOf: 3 }],
    [{ type: "number", multipleOf: 1 }, "=", { type: "integer" }],
    [{ multipleOf: 0.3 }, "<", { multipleOf: 0.1 }],
    [{ type: "integer", multipleOf: 1.5 }, "=", { type: "integer", multipleOf: 3 }],
    [{ allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, "=", { multipleOf: 6 }],
    [{ type: "number", multipleOf: 10, minimum: 1, maximum: 9 }, "=", false],
    [{ type: "integer", not: { multipleOf: 2 } }, "<", { not: { multipleOf: 4 } }],
    [
      { type: "integer" },
      "=",
      {
        anyOf: [
          { type: "number", multipleOf: 2 },
          { type: "integer", not: { multipleOf: 2 } },
        ],
      },
    ],
  ],
  "length of strings": [
    [{ type: "string", minLength: 2 }, "<", { type: "string", minLength: 1 }],
    [{ type: "string", maxLength: 2 }, "<", { type: "string", maxLength: 3 }],
    [{ type: "string", maxLength: 0 }, "=", { const: "" }],
    [{ minLength: 3, maxLength: 2, type: "string" }, "=", false],
    [{ const: "😀" }, "<", { maxLength: 1 }],
    [{ const: "é" }, "<", { maxLength: 1 }],
  ],
  pattern: [
    [{ type: "string", pattern: "^ab" }, "<", { type: "string", pattern: "^a" }],
    [{ type: "string", pattern: "^a$" }, "=", { const: "a" }],
    [{ type: "string", pattern: "^(red|blue)$" }, "=", { enum: ["blue", "red"] }],
    [{ pattern: "^[0-9]{3}$", type: "string" }, "<", { minLength: 3, maxLength: 3 }],
    [{ pattern: "^\\d+$" }, "=", { pattern: "^[0-9]+$" }],
    [{ pattern: "^[a-f]*$" }, "<", { pattern: "^[a-z]*$" }],
    [{ pattern: "a" }, "|", { pattern: "^b" }],
    [{ type: "string", pattern: "" }, "=", { type: "string" }],
    [{ pattern: "^(?=a)" }, "=", { pattern: "^(?=a)" }],
    [{ type: "string", pattern: "^[a-z]+$", maxLength: 3 }, "<", { pattern: "^.{1,3}$" }],
    [{ enum: ["ab", "b"] }, "<", { pattern: "b$" }],
    [{ type: "string", not: { pattern: "^a" } }, "<", { not: { pattern: "^ab" } }],
  ],
  items: [
    [{ type: "array", items: { type: "integer" } }, "<", { type: "array", items: { type: "number" } }],
    [{ items: { type: "string" } }, "<", { prefixItems: [{ type: "string" }] }],
    [{ items: [{ type: "string" }], additionalItems: false }, "=", { prefixItems: [{ type: "string" }], items: false }],
    [{ type: "array", items: false }, "=", { const: [] }],
    [{ type: "array", items: false, minItems: 1 }, "=", false],
    [{ type: "array", maxItems: 2 }, "<", { maxItems: 3 }],
    [{ type: "array", minItems: 2 }, "<", { minItems: 1 }],
    [{ type: "array", prefixItems: [true, false] }, "=", { type: "array", maxItems: 1 }],
    [{ type: "array", items: { type: "boolean" }, uniqueItems: true }, "<", { type: "array", maxItems: 2 }],
    [{ type: "array", items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 }, "=", false],
    [{ uniqueItems: true }, "<", { uniqueItems: false }],
    [{ type: "array", maxItems: 1 }, "<", { uniqueItems: true }],
    [{ type: "array", prefixItems: [{ const: 1 }, { const: 2 }], items: false }, "<", { uniqueItems: true }],
    [{ items: { anyOf: [{ type: "string" }, { type: "null" }] } }, "=", { items: { type: ["string", "null"] } }],
    [
      { anyOf: [{ items: { type: "string" } }, { items: { type: "null" } }] },
      "<",
      { items: { type: ["string", "null"] } },
    ],
  ],
  contains: [
    [{ type: "array", contains: true }, "=", { type: "array", minItems: 1 }],
    [{ type: "array", contains: { type: "integer" } }, "<", { contains: { type: "number" } }],
    [
      { type: "array", contains: { type: "string" }, minContains: 2 },
      "<",
      { contains: { type: "string" }, minItems: 2 },
    ],
    [
      { contains: { type: "string" }, maxContains: 1, type: "array" },
      "<",
      { contains: { type: "string" }, maxContains: 2 },
    ],
    [{ type: "array", minItems: 1, items: { type: "string" } }, "<", { contains: { type: "string" } }],
    [{ type: "array", contains: { type: "string" }, minContains: 0 }, "=", { type: "array" }],
    [{ type: "array", contains: { type: "string" }, items: { type: "number" } }, "=", false],
    [{ type: "array", contains: { const: 1 }, maxItems: 1 }, "=", { const: [1] }],
    [{ type: "array", contains: { const: 1 }, minContains: 2, uniqueItems: true, items: { const: 1 } }, "=", false],
    [
      { type: "array", allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] },
      "<",
      { type: "array", minItems: 2 },
    ],
  ],
  properties: [
    [object({ a: { type: "integer" } }), "<", object({ a: { type: "number" } })],
    [object({ a: true }), "=", { type: "object" }],
    [object({ a: { type: "string" } }, { required: ["a"] }), "<", object({ a: { type: "string" } })],
    [object({ a: true }, { additionalProperties: false }), "<", { type: "object", maxProperties: 1 }],
    [
      object({ a: { type: "string" } }, { additionalProperties: { type: "string" } }),
      "=",
      { type: "object", additionalProperties: { type: "string" } },
    ],
    [object({ a: {} }, { additionalProperties: false, required: ["b"] }), "=", false],
    [object({ a: false }, { required: ["a"] }), "=", false],
    [{ type: "object", additionalProperties: false }, "=", { const: {} }],
    [object({ a: false }), "=", { type: "object", not: { required: ["a"] } }],
    [{ anyOf: [object({ a: { minimum: 0 } }), object({ a: { maximum: 0 } })] }, "=", { type: "object" }],
    [object({ a: {}, b: {} }, { additionalProperties: false, minProperties: 2 }), "<", { required: ["a", "b"] }],
    [{ type: "object", required: ["a", "b"] }, "<", { minProperties: 2 }],
    [{ type: "object", required: ["a", "b"], maxProperties: 1 }, "=", false],
    [
      { type: "object", required: ["a"], maxProperties: 1 },
      "<",
      { additionalProperties: true, propertyNames: { const: "a" } },
    ],
    [object({ __proto__x: {} }), "=", object({ constructor: true })],
    [object({ constructor: { type: "string" } }), "<", object({ toString: true })],
  ],
  patternProperties: [
    [
      { patternProperties: { "^a": { type: "string" } } },
      "<",
      object(
        { ab: { type: ["string", "null"] } },
        { type: ["null", "boolean", "number", "string", "array", "object"] },
      ),
    ],
    [{ type: "object", patternProperties: { "^a": false } }, "<", object({ a: false })],
    [
      { type: "object", patternProperties: { "": { type: "string" } } },
      "=",
      { type: "object", additionalProperties: { type: "string" } },
    ],
    [
      { type: "object", patternProperties: { "^x-": true }, additionalProperties: false },
      "=",
      { type: "object", propertyNames: { pattern: "^x-" } },
    ],
    [
      { type: "object", patternProperties: { a: { type: "string" }, b: { type: "number" } }, required: ["ab"] },
      "=",
      false,
    ],
    [
      { type: "object", patternProperties: { "^a": { type: "string" } }, additionalProperties: { type: "string" } },
      "=",
      { type: "object", additionalProperties: { type: "string" } },
    ],
  ],
  propertyNames: [
    [{ type: "object", propertyNames: { enum: ["a"] } }, "<", { type: "object", propertyNames: { enum: ["a", "b"] } }],
    [{ type: "object", propertyNames: false }, "=", { const: {} }],
    [{ type: "object", propertyNames: { maxLength: 2 } }, "<", { propertyNames: { maxLength: 3 } }],
    [{ type: "object", propertyNames: { enum: ["a", "b"] } }, "<", { type: "object", maxProperties: 2 }],
    [{ type: "object", propertyNames: { type: "string" } }, "=", { type: "object" }],
  ],
  "what depends": [
    [{ dependentRequired: { a: ["b"] } }, "=", { dependencies: { a: ["b"] } }],
    [{ dependentSchemas: { a: { required: ["b"] } } }, "=", { dependentRequired: { a: ["b"] } }],
    [{ required: ["b"], type: "object" }, "<", { dependentRequired: { a: ["b"] } }],
    [{ dependentRequired: { a: ["b"] }, required: ["a"], type: "object" }, "<", { required: ["b"] }],
    [
      { if: { required: ["a"] }, then: { required: ["b"] }, type: "object" },
      "=",
      { type: "object", dependentRequired: { a: ["b"] } },
    ],
    [
      { dependencies: { a: { properties: { b: { type: "string" } } } } },
      "=",
      { dependentSchemas: { a: { properties: { b: { type: "string" } } } } },
    ],
  ],
  "all, any, one, not": [
    [{ allOf: [{ type: "string" }, { maxLength: 3 }] }, "=", { type: "string", maxLength: 3 }],
    [{ anyOf: [{ type: "string" }, { type: "number" }] }, "=", { type: ["string", "number"] }],
    [{ oneOf: [{ type: "string" }, { type: "number" }] }, "=", { anyOf: [{ type: "number" }, { type: "string" }] }],
    [{ oneOf: [{ type: "number" }, { type: "integer" }] }, "=", { type: "number", not: { type: "integer" } }],
    [{ oneOf: [{ type: "string" }, { type: "string" }] }, "=", false],
    [{ oneOf: [true] }, "=", true],
    [{ not: { not: { type: "string" } } }, "=", { type: "string" }],
    [{ not: { type: "string" } }, "=", { type: ["null", "boolean", "number", "array", "object"] }],
    [{ type: "string" }, "<", { not: { type: "number" } }],
    [{ not: { anyOf: [{ type: "string" }, { minimum: 1 }] } }, "=", { type: "number", exclusiveMaximum: 1 }],
  ],
  "if, then, else": [
    [{ if: { type: "string" }, then: { maxLength: 3 }, else: false }, "=", { type: "string", maxLength: 3 }],
    [{ if: { type: "string" }, then: { maxLength: 3 } }, "=", { maxLength: 3 }],
    [{ if: true, then: { type: "string" }, else: { type: "number" } }, "=", { type: "string" }],
    [{ then: { type: "string" } }, "=", true],
    [{ if: { type: "string" } }, "=", true],
    [
      { if: { properties: { kind: { const: "a" } }, required: ["kind"] }, then: { required: ["x"] }, type: "object" },
      "<",
      {
        anyOf: [
          { required: ["x"] },
          { not: { required: ["kind"] } },
          { properties: { kind: { not: { const: "a" } } } },
        ],
      },
    ],
  ],
  unevaluated: [
    [object({ a: {} }, { unevaluatedProperties: false }), "=", object({ a: {} }, { additionalProperties: false })],
    [
      { type: "object", allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
      "=",
      object({ a: {}, b: {} }, { additionalProperties: false }),
    ],
    [
      {
        type: "object",
        anyOf: [
          { properties: { a: {} }, required: ["a"] },
          { properties: { b: {} }, required: ["b"] },
        ],
        unevaluatedProperties: false,
      },
      "<",
      object({ a: {}, b: {} }, { additionalProperties: false }),
    ],
    [{ type: "array", prefixItems: [true], unevaluatedItems: false }, "=", { type: "array", maxItems: 1 }],
    [
      {
        type: "array",
        allOf: [{ prefixItems: [true, true] }],
        prefixItems: [{ type: "string" }],
        unevaluatedItems: false,
      },
      "=",
      { type: "array", prefixItems: [{ type: "string" }], maxItems: 2 },
    ],
  ],
  references: [
    [{ $ref: "#/$defs/a", $defs: { a: { type: "string" } } }, "=", { type: "string" }],
    [{ $ref: "#/definitions/a%20b", definitions: { "a b": { type: "string" } } }, "=", { type: "string" }],
    [{ $ref: "#/$defs/a~1b~0", $defs: { "a/b~": { type: "string" } } }, "=", { type: "string" }],
    [{ $ref: "#name", $defs: { a: { $anchor: "name", type: "string" } } }, "=", { type: "string" }],
    [{ $id: "https://example.com/s", $ref: "s#/$defs/a", $defs: { a: { type: "string" } } }, "=", { type: "string" }],
    [{ $ref: "#/$defs/a", maxLength: 3, $defs: { a: { type: "string" } } }, "=", { type: "string", maxLength: 3 }],
    [
      { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { type: "integer" } } },
      "<",
      { $ref: "#/$defs/a", $defs: { a: { type: "number" } } },
    ],
    [
      { properties: { a: { $ref: "#" } } },
      "=",
      { $ref: "#/$defs/x", $defs: { x: { properties: { a: { $ref: "#/$defs/x" } } } } },
    ],
  ],
  "what goes round": [
    [
      object({ value: { type: "integer" }, next: { $ref: "#" } }, { required: ["value"] }),
      "<",
      object({ value: { type: "number" }, next: { $ref: "#" } }),
    ],
    // Every list of this kind would be endless.
    [object({ next: { $ref: "#" } }, { required: ["next"] }), "=", false],
    [{ type: "array", items: { $ref: "#" }, minItems: 1 }, "=", false],
    [{ type: "array", items: { $ref: "#" } }, "<", { type: "array", items: { type: "array" } }],
    [
      {
        $ref: "#/$defs/even",
        $defs: { even: object({ n: { $ref: "#/$defs/odd" } }), odd: object({ n: { $ref: "#/$defs/even" } }) },
      },
      "=",
      object({ n: { $ref: "#" } }),
    ],
    [
      {
        oneOf: [{ type: "null" }, object({ tail: { $ref: "#" } }, { required: ["tail"], additionalProperties: false })],
      },
      "<",
      { anyOf: [{ type: "null" }, object({ tail: { $ref: "#" } })] },
    ],
  ],
};

describe("what is contained in what", () => {
  const rows = Object.entries(pairs).flatMap(([keyword, list]) => list.map((row) => [keyword, ...row] as const));

  test.each(rows)("%s: %j %s %j", (_keyword, left, relation, right) => {
    expect([left, right]).toSatisfy(() => agrees(left, right, relation !== "|"));
    expect([right, left]).toSatisfy(() => agrees(right, left, relation === "="));
  });

  function agrees(small: Json, large: Json, isContained: boolean): boolean {
    const verdict = prove(small, large);
    if (verdict.kind === "broken")
      expect(verdict.witness).toSatisfy((value: Json) => breaks(value, modern(small), modern(large)));
    expect(verdict).toMatchObject({ kind: isContained ? "contained" : "broken" });
    return true;
  }
});

/** ajv reads 2020-12 only. */
function modern(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(schema)
      .replace('"minimum":5,"exclusiveMinimum":true', '"exclusiveMinimum":5')
      .replace('"exclusiveMaximum":false', '"title":""')
      .replace(
        '"items":[{"type":"string"}],"additionalItems":false',
        '"prefixItems":[{"type":"string"}],"items":false',
      ),
  );
}

describe("what is not decided", () => {
  test.each<[string, Json, Json, string]>([
    ["a new format", { type: "string" }, { type: "string", format: "email" }, "format"],
    ["another format", { type: "string", format: "uri" }, { type: "string", format: "email" }, "format"],
    ["a pattern that looks ahead", { pattern: "^(?=a)" }, { pattern: "^(?=ab?)" }, "pattern"],
    ["a schema of somebody else", { type: "string" }, { $ref: "https://example.com/other" }, "$ref"],
    ["a reference to nothing", { type: "string" }, { $ref: "#/$defs/gone" }, "$ref"],
    [
      "a dynamic reference",
      { type: "string" },
      { $dynamicRef: "#a", $defs: { a: { $dynamicAnchor: "a" } } },
      "$dynamicRef",
    ],
    ["OpenAPI's nullable", { type: ["string", "null"] }, { type: "string", nullable: true }, "nullable"],
    ["a keyword of another kind", { type: "object" }, { type: "object", required: true }, "`required`"],
    [
      "a document in a document",
      { $ref: "#/$defs/a", $defs: { a: { $id: "b", type: "string" } } },
      { type: "number" },
      "$ref",
    ],
    ["what leads back to itself at once", { $ref: "#" }, { type: "string" }, ""],
  ])("%s", (_name, small, large, why) => {
    const verdict = prove(small, large);
    expect(verdict).toMatchObject({ kind: "unknown", why: expect.stringContaining(why) });
  });

  test.each<[string, Json, Json]>([
    ["the same format", { type: "string", format: "email" }, { format: "email" }],
    ["a format that is gone", { type: "string", format: "email" }, { type: "string" }],
    ["the same strange pattern", { pattern: "(?=a)b", type: "string" }, { pattern: "(?=a)b" }],
    ["the same unknown reference in one document", { $ref: "#/x", type: "string" }, { $ref: "#/x", type: "string" }],
  ])("but %s is", (_name, small, large) => {
    expect(prove(small, large)).toEqual({ kind: "contained" });
  });

  test("two documents may mean something else by one reference", () => {
    const inner = (type: string): Json => ({ $ref: "#/$defs/a", $defs: { a: { $id: "x", type } } });
    expect(prove(inner("string"), inner("number")).kind).toBe("unknown");
  });

  test("a witness keeps to formats, and fails whether or not they are checked", () => {
    const verdict = prove({ type: "string", format: "date" }, { type: "string", format: "date", maxLength: 9 });
    expect(verdict).toMatchObject({ kind: "broken", witness: "2026-01-15" });
  });
});

describe("where and why", () => {
  const input = object(
    {
      order_id: { type: "string" },
      amount: { type: "integer", minimum: 1 },
      tags: { type: "array", items: { type: "string" } },
    },
    { required: ["order_id"] },
  );
  test.each<[string, Json, Json, Json, readonly (string | number)[], string]>([
    ["a missing property", input, { required: ["reason"] }, { order_id: "a" }, [], 'must have "reason"'],
    [
      "a bound",
      input,
      object({ amount: { maximum: 100 } }),
      { order_id: "a", amount: 101 },
      ["amount"],
      "must be at most 100",
    ],
    [
      "an item",
      input,
      object({ tags: { items: { maxLength: 3 } } }),
      { order_id: "a", tags: ["aaaa"] },
      ["tags", 0],
      "must have at most 3 characters",
    ],
    ["a type", { type: ["string", "null"] }, { type: "string" }, null, [], "must be a string, not null"],
    ["a value", { enum: ["a", "b"] }, { enum: ["a"] }, "b", [], 'must be "a"'],
    ["a name", object({ a: {} }), object({}, { additionalProperties: false }), { a: "a" }, ["a"], "must not be there"],
    ["a whole number", { type: "number" }, { type: "integer" }, 1.5, [], "must be a whole number"],
    ["a pattern", { type: "string" }, { pattern: "^b" }, "a", [], "must match ^b"],
    [
      "a nullable",
      object({ a: { type: ["string", "null"] } }),
      object({ a: { anyOf: [{ type: "string" }, { type: "integer" }] } }),
      { a: null },
      ["a"],
      "must be a number or a string, not null",
    ],
    [
      "two forms",
      { type: "object" },
      { anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      {},
      [],
      "fits none of the forms that are allowed here",
    ],
  ])("%s", (_name, small, large, witness, at, why) => {
    expect(prove(small, large)).toEqual({ kind: "broken", witness, at, why });
  });
});
