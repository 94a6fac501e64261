import fc from "fast-check";
import type { Json, JsonObject } from "../../src/core/json.ts";

/** Values near the limits of the schemas below. */
export const values = [
  [null, true, false, 0, 1, 2, 3, 1.5, -1, 1e21, 0.3],
  ["", "a", "ab", "abc", "ba", "é", "😀", "1", "2026-02-28", "2026-02-30", "a@b.c"],
  [[], [1], [1, 2], [1, 1], ["a"], ["a", 1], [[]], [null, false, 0], [{ a: 1 }, { a: 1 }]],
  [{}, { a: 1 }, { a: "a" }, { b: 1 }, { a: 1, b: 2 }, { a: 1, b: "ab", c: null }, { ab: [1] }],
].flat() as readonly Json[];

/** Every keyword, with few values each, so that its limits are met. */
export const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => {
  const part = fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    { weight: 1, arbitrary: fc.boolean() as fc.Arbitrary<Json> },
    { weight: 5, arbitrary: tie("schema") as fc.Arbitrary<Json> },
  );
  const some = fc.array(part, { minLength: 1, maxLength: 3 });
  const names = fc.subarray(["a", "b", "c"]);
  const number = fc.constantFrom(0, 1, 1.5, 2, 3);
  const size = fc.nat({ max: 3 });
  const types = fc.subarray(["null", "boolean", "integer", "number", "string", "array", "object"], { minLength: 1 });
  const map = fc.dictionary(fc.constantFrom("a", "b", "ab"), part, { maxKeys: 2 });
  const keywords: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.oneof(types, fc.constantFrom("integer", "string", "object", "array", "number")),
    enum: fc.subarray([...values], { minLength: 1, maxLength: 4 }),
    const: fc.constantFrom(...values),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.constantFrom(1, 0.1, 0.5, 3),
    minLength: size,
    maxLength: size,
    pattern: fc.constantFrom("^a", "b$", "^[a-c]+$", "^.$", "\\d", "^$", "^[^a]*$", "(?:a|b){2}", "\\S"),
    format: fc.constantFrom("date", "email", "unknown", "uuid"),
    minItems: size,
    maxItems: size,
    uniqueItems: fc.boolean(),
    items: part,
    prefixItems: some,
    contains: part,
    minContains: size,
    maxContains: size,
    minProperties: size,
    maxProperties: size,
    required: names,
    properties: map,
    additionalProperties: part,
    propertyNames: part,
    dependentSchemas: map,
    patternProperties: fc.dictionary(fc.constantFrom("^a", "b"), part, { maxKeys: 2 }),
    dependentRequired: fc.dictionary(fc.constantFrom("a", "b"), names, { maxKeys: 2 }),
    allOf: some,
    anyOf: some,
    oneOf: some,
    not: part,
    if: part,
    then: part,
    else: part,
    title: fc.constant("t"),
    default: fc.constantFrom(...values),
    "x-own": fc.constant(1),
  };
  return {
    schema: fc
      .uniqueArray(fc.constantFrom(...Object.keys(keywords)), { minLength: 1, maxLength: 4 })
      .chain((chosen) =>
        fc.record(Object.fromEntries(chosen.map((word) => [word, keywords[word] ?? fc.constant(1)]))),
      ) as fc.Arbitrary<JsonObject>,
  };
}).schema;
