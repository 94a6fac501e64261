import { describe, expect, test } from "vitest";
import { newNotebook } from "../../../src/core/import/notes.ts";
import { convertSchema } from "../../../src/core/import/schema.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { schemaProblem } from "../../../src/core/schema/compile.ts";

function convert(schema: JsonObject) {
  const notes = newNotebook();
  const converted = convertSchema(schema, "tool", "input", notes);
  return { schema: converted, notes: notes.notes.map(({ kind, field }) => `${kind} ${field}`) };
}

describe("what other dialects say in other words", () => {
  test.each<readonly [string, JsonObject, JsonObject]>([
    ["types in capitals", { type: "OBJECT" }, { type: "object" }],
    ["types of Python", { type: ["float", "NULL"] }, { type: ["number", "null"] }],
    ["no type", { type: "TYPE_UNSPECIFIED", title: "x" }, { title: "x" }],
    ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["not nullable", { type: "string", nullable: false }, { type: "string" }],
    [
      "nullable among given values",
      { type: "string", enum: ["a"], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable of several forms",
      { anyOf: [{ type: "string" }], description: "d", nullable: true },
      { description: "d", anyOf: [{ anyOf: [{ type: "string" }] }, { type: "null" }] },
    ],
    [
      "a tuple of draft-07",
      { items: [{ type: "string" }], additionalItems: false },
      { prefixItems: [{ type: "string" }], items: false },
    ],
    [
      "bounds of draft-04",
      { minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
      { exclusiveMinimum: 1, maximum: 5 },
    ],
    [
      "dependencies of draft-07",
      { dependencies: { a: ["b"], c: { type: "object" } } },
      { dependentRequired: { a: ["b"] }, dependentSchemas: { c: { type: "object" } } },
    ],
    ["counts in quotes", { minItems: "2", maxLength: 3 }, { minItems: 2, maxLength: 3 }],
    [
      "its own dialect",
      { $schema: "https://json-schema.org/draft/2020-12/schema", type: "string" },
      { type: "string" },
    ],
    [
      "deep inside",
      { properties: { a: { items: { anyOf: [{ type: "STRING" }] } } }, $defs: { b: { type: "INTEGER" } } },
      { properties: { a: { items: { anyOf: [{ type: "string" }] } } }, $defs: { b: { type: "integer" } } },
    ],
    [
      "names that look like keywords",
      { properties: { type: { type: "STRING" }, id: {}, nullable: {} }, required: ["type"] },
      { properties: { type: { type: "string" }, id: {}, nullable: {} }, required: ["type"] },
    ],
    [
      "values that look like schemas",
      { default: { type: "STRING" }, enum: [{ nullable: true }], const: { id: "x" } },
      { default: { type: "STRING" }, enum: [{ nullable: true }], const: { id: "x" } },
    ],
    ["keywords that nobody knows", { "x-order": 1, example: "e" }, { "x-order": 1, example: "e" }],
  ])("%s", (_name, schema, expected) => {
    expect(convert(schema).schema).toEqual(expected);
    expect(schemaProblem(expected)).toBeNull();
  });
});

describe("what cannot be said is left out, and noted", () => {
  test.each<readonly [string, JsonObject, JsonObject, readonly string[]]>([
    ["another dialect", { $schema: "http://json-schema.org/draft-07/schema#" }, {}, ["dropped input.$schema"]],
    ["an id of draft-04", { id: "x" }, {}, ["dropped input.id"]],
    ["a type that there is not", { type: "colour" }, {}, ["dropped input.type"]],
    ["a type of another language", { type: "dict" }, { type: "object" }, ["assumed input.type"]],
    ["a bound that JSON cannot hold", { maximum: 2 ** 63, minimum: 0 }, { minimum: 0 }, ["dropped input.maximum"]],
    [
      "a count that is none",
      { maxItems: "many", minItems: "9223372036854775807" },
      {},
      ["dropped input.maxItems", "dropped input.minItems"],
    ],
    ["a value with such a number", { default: [2 ** 60] }, {}, ["dropped input.default"]],
    [
      "required in the wrong place",
      { properties: { a: { required: true } } },
      { properties: { a: {} } },
      ["dropped input.properties.a.required"],
    ],
    ["nullable without a type", { nullable: true }, {}, ["dropped input.nullable"]],
    ["more items without a list", { additionalItems: false }, {}, ["dropped input.additionalItems"]],
  ])("%s", (_name, schema, expected, notes) => {
    expect(convert(schema)).toEqual({ schema: expected, notes });
  });
});
