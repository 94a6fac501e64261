import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { schemaProblem } from "../../../src/core/schema/compile.ts";
import { isPlainSchema } from "../../../src/core/schema/plain.ts";

const names = [
  "type",
  "items",
  "enum",
  "properties",
  "required",
  "minimum",
  "maxLength",
  "anyOf",
  "additionalProperties",
];
const values: readonly Json[] = [
  "string",
  "null",
  0,
  -1,
  0.5,
  true,
  [],
  ["a"],
  ["a", "a"],
  {},
  { a: {} },
  [{}],
  [true],
  null,
];

/** Everyday schemas, and near misses of them. */
const schemas = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json>(true, false, {}, { type: "string" }, { type: ["integer", "null"] }),
    fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), tie("schema")), { maxKeys: 4 }),
    fc.record({ type: fc.constant("object"), properties: fc.dictionary(fc.string(), tie("schema"), { maxKeys: 3 }) }),
    fc.record({ anyOf: fc.array(tie("schema"), { maxLength: 3 }) }),
  ),
})).schema;

test("what is called plain is sound for a validator, with and without unknown keywords", () => {
  let plain = 0;
  fc.assert(
    fc.property(schemas, (schema) => {
      if (!isPlainSchema(schema)) return;
      plain += 1;
      for (const strictSchema of [true, false]) {
        const ajv = new Ajv2020({ strictSchema, strictTypes: false, strictRequired: false, logger: false });
        expect(() => ajv.compile(schema as JsonObject)).not.toThrow();
      }
    }),
    { numRuns: 300 },
  );
  expect(plain).toBeGreaterThan(50);
});

test.each<[string, JsonObject, boolean]>([
  [
    "a tool's input",
    { type: "object", required: ["a"], properties: { a: { type: "string", enum: ["x", "y"] } } },
    true,
  ],
  ["a reference", { $ref: "#/$defs/a", $defs: { a: {} } }, false],
  ["an unknown keyword", { tpye: "object" }, false],
  ["a pattern, which may be no regular expression", { pattern: "(" }, false],
  ["a keyword of another kind", { required: true }, false],
])("%s", (_name, schema, plain) => expect(isPlainSchema(schema)).toBe(plain));

test.each<[string, JsonObject]>([
  ["a reference to nothing", { $ref: "#/$defs/a" }],
  ["a reference to the network", { $ref: "https://example.com/schema.json" }],
  ["a type that is none", { type: "texxt" }],
  ["a pattern that is none", { pattern: "(" }],
])("%s is a problem, each time it is asked", (_name, schema) => {
  expect(schemaProblem(schema)).toEqual(expect.any(String));
  expect(schemaProblem({ ...schema })).toEqual(expect.any(String));
});

test("two schemas of one `$id` do not meet", () => {
  expect(schemaProblem({ $id: "https://example.com/a", type: "string" })).toBeNull();
  expect(schemaProblem({ $id: "https://example.com/a", type: "number" })).toBeNull();
});
