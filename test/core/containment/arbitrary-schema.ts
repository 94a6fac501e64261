import fc from "fast-check";
import { isJsonObject, type Json, type JsonObject } from "../../../src/core/json.ts";

const names = fc.constantFrom("a", "b", "c");
const numbers = fc.constantFrom(-1, 0, 0.5, 1, 2, 3);
const counts = fc.constantFrom(0, 1, 2, 3);
const patterns = fc.constantFrom("^a", "b$", "^[ab]*$", "^(a|b)$", "^.{2}$", "a+");
const types = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");

/** Few values, so that schemas meet in them. */
export const values: fc.Arbitrary<Json> = fc
  .letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", maxDepth: 2 },
      fc.constantFrom<Json>(null, true, false, 0, 1, 2, -1, 0.5, "", "a", "b", "ab"),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(names, tie("value"), { maxKeys: 2 }),
    ),
  }))
  .value.map((value): Json => JSON.parse(JSON.stringify(value)));

/** Every keyword, in many a combination; most are about types that meet in `properties` and `items`. */
export const schemas: fc.Arbitrary<Json> = fc.letrec<{ schema: Json; several: Json[]; keywords: JsonObject }>(
  (tie) => ({
    several: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
    schema: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      fc.constantFrom<Json>(true, false, {}, { type: "string" }, { type: "integer" }, { enum: ["a", 1, null] }),
      fc
        .array(tie("keywords"), { minLength: 1, maxLength: 4 })
        .map((parts): JsonObject => Object.fromEntries(parts.flatMap((part) => Object.entries(part))))
        .map(understood),
    ),
    keywords: fc.oneof(
      fc.record({ type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })) }),
      fc.record({
        enum: fc.uniqueArray(values, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
      }),
      fc.record({ const: values }),
      fc.record({ minimum: numbers }),
      fc.record({ maximum: numbers }),
      fc.record({ exclusiveMinimum: numbers }),
      fc.record({ exclusiveMaximum: numbers }),
      fc.record({ multipleOf: fc.constantFrom(1, 2, 3, 0.5) }),
      fc.record({ minLength: counts }),
      fc.record({ maxLength: counts }),
      fc.record({ pattern: patterns }),
      fc.record({ properties: fc.dictionary(names, tie("schema"), { maxKeys: 3 }) }),
      fc.record({ properties: fc.dictionary(names, tie("schema"), { maxKeys: 3 }) }),
      fc.record({ patternProperties: fc.dictionary(patterns, tie("schema"), { maxKeys: 2 }) }),
      fc.record({ additionalProperties: tie("schema") }),
      fc.record({ propertyNames: tie("schema") }),
      fc.record({ required: fc.uniqueArray(names, { maxLength: 2 }) }),
      fc.record({ minProperties: counts }),
      fc.record({ maxProperties: counts }),
      fc.record({ dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2 }) }),
      fc.record({ dependentSchemas: fc.dictionary(names, tie("schema"), { maxKeys: 1 }) }),
      fc.record({ items: tie("schema") }),
      fc.record({ prefixItems: tie("several") }),
      fc.record({ contains: tie("schema") }),
      fc.record({ contains: tie("schema"), minContains: counts }),
      fc.record({ contains: tie("schema"), maxContains: counts }),
      fc.record({ minItems: counts }),
      fc.record({ maxItems: counts }),
      fc.record({ uniqueItems: fc.boolean() }),
      fc.record({ allOf: tie("several") }),
      fc.record({ anyOf: tie("several") }),
      fc.record({ oneOf: tie("several") }),
      fc.record({ not: tie("schema") }),
      fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }),
      fc.record({ unevaluatedProperties: tie("schema") }),
      fc.record({ unevaluatedItems: tie("schema") }),
      fc.constantFrom<JsonObject>({ $ref: "#/$defs/one" }, { $ref: "#/$defs/two" }),
    ) as fc.Arbitrary<JsonObject>,
  }),
).schema;

/** What ajv gets wrong is not asked: of an empty list it does not look at `contains` beside `prefixItems`. */
function understood({ prefixItems, contains, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    ...(prefixItems === undefined ? {} : { prefixItems }),
    ...(prefixItems !== undefined || contains === undefined ? {} : { contains }),
  };
}

/** A whole schema, whose parts may lead to one another. */
export const documents: fc.Arbitrary<JsonObject> = fc
  .record<{ root: Json; one: Json; two: Json }>({ root: schemas, one: schemas, two: schemas })
  .map(({ root, one, two }) => ({ ...(isJsonObject(root) ? root : { not: {} }), $defs: { one, two } }))
  .map((document): JsonObject => JSON.parse(JSON.stringify(document)));
