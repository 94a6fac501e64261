import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { schemaProblems } from "../../../src/core/schema/compile.ts";
import { explainProblem } from "../../../src/core/schema/explain.ts";

test.each<[JsonObject, string, string, string | null]>([
  [{ properties: { a: { type: "int" } } }, "properties.a.type", "there is no type int", "write `type: integer`"],
  [{ type: "STRING" }, "type", "there is no type STRING", "write `type: string`"],
  [
    { type: "color" },
    "type",
    "there is no type color",
    "the types are array, boolean, integer, null, number, object, string",
  ],
  [
    { properties: { a: { type: "string", required: true } } },
    "properties.a.required",
    "required: a field does not say of itself that it is required",
    "list its name beside `properties`: required: [ … ]",
  ],
  [{ required: "a" }, "required", "required is a list", "write required: [a]"],
  [
    { minimum: 0, exclusiveMinimum: true },
    "exclusiveMinimum",
    "exclusiveMinimum is the limit itself; draft-04 had true or false here",
    "write exclusiveMinimum: <number>, and no minimum",
  ],
  [
    { items: [{ type: "string" }] },
    "items",
    "items is one schema for all items; draft-07 had a list here",
    "write `prefixItems: [ … ]`, and `items: false` where there are no others",
  ],
  [
    { properties: { type: "string" } },
    "properties.type",
    "type has to be a schema",
    "write a mapping, for example { type: string }",
  ],
  [
    { properties: { a: { $ref: "https://example.test/a.json" } } },
    "properties.a.$ref",
    "https://example.test/a.json is outside of this schema, and nothing is ever fetched",
    'put it under $defs, and write $ref: "#/$defs/name"',
  ],
  [
    { $ref: "#/$defs/a", $defs: {} },
    "$ref",
    "there is nothing at #/$defs/a",
    "a reference names a part of its own schema: #/$defs/name",
  ],
  [{ items: { pattern: "(a" } }, "items.pattern", "a pattern in it is no regular expression: Unterminated group", null],
  [{ minLength: -1 }, "minLength", "minLength must be >= 0", null],
  [
    { $schema: "http://json-schema.org/draft-03/schema#" },
    "$schema",
    "$schema names no draft of JSON Schema that is known here",
    null,
  ],
  [
    { properties: { "a/b c": { type: 5 } } },
    "properties.a/b c.type",
    "type must be equal to one of the allowed values",
    null,
  ],
])("%j", (schema, path, message, hint) => {
  const [problem] = schemaProblems(schema);
  if (problem === undefined) throw new Error("this schema is sound");
  expect(problem.path.join(".")).toBe(path);
  expect(explainProblem(schema, problem)).toEqual({ message, hint });
});

test("every part that is wrong is named once", () => {
  const schema = { properties: { a: { type: "int" }, b: { items: [{}, {}] }, c: { type: "string", minLength: -1 } } };
  expect(schemaProblems(schema).map(({ path }) => path.join("."))).toEqual([
    "properties.a.type",
    "properties.b.items",
    "properties.c.minLength",
  ]);
});

test("an unknown keyword is a fault where keywords decide", () => {
  const schema = { properties: { a: { enums: ["x"] } } };
  expect(schemaProblems(schema)).toEqual([]);
  const [problem] = schemaProblems(schema, "known only");
  expect(problem?.path).toEqual(["properties", "a", "enums"]);
  expect(problem && explainProblem(schema, problem)).toEqual({
    message: "there is no keyword enums",
    hint: "did you mean enum?",
  });
});

test.each([
  "http://json-schema.org/draft-07/schema#",
  "http://json-schema.org/draft-06/schema",
  "https://json-schema.org/draft/2019-09/schema",
  "https://json-schema.org/draft/2020-12/schema",
])("a schema may say that it is of %s", ($schema) => {
  expect(
    schemaProblems({ $schema, type: "object", definitions: { a: {} }, properties: { a: { $ref: "#/definitions/a" } } }),
  ).toEqual([]);
});
