import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { fieldsOf } from "../../../src/core/schema/fields.ts";

test.each<[JsonObject, readonly string[] | null]>([
  [{ type: "object", properties: { a: {}, b: { properties: { c: {} } } } }, ["a", "b"]],
  [{ properties: { a: {} }, additionalProperties: false }, ["a"]],
  [{ properties: { a: {} }, anyOf: [{ properties: { b: {} } }, { required: ["c"] }] }, ["a", "b"]],
  [{ if: { properties: { a: {} } }, else: { properties: { b: {} } } }, ["a", "b"]],
  [{ type: "object" }, null],
  [{ properties: { a: {} }, additionalProperties: true }, null],
  [{ properties: { a: {} }, additionalProperties: { type: "string" } }, null],
  [{ properties: { a: {} }, patternProperties: { "^x": {} } }, null],
  [{ properties: { a: {} }, allOf: [{ $ref: "#/$defs/b" }] }, null],
])("the fields of %j", (schema, fields) => expect(fieldsOf(schema)).toEqual(fields));
