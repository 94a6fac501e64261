import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { sayCondition } from "../../../../src/core/schema/words/condition.ts";
import { arbitraryJson } from "../../../helpers/arbitrary-contract.ts";

const say = (schema: Json): string => sayCondition(schema, { given: true, whole: "the call" });
const ofAmount = (schema: Json): string => say({ properties: { amount: schema } });

describe("what is asked of one argument", () => {
  test.each<[Json, string, string]>([
    [{ exclusiveMinimum: 100 }, "is over 100", "is at most 100"],
    [{ minimum: 100 }, "is at least 100", "is under 100"],
    [{ exclusiveMaximum: 1000 }, "is under 1,000", "is at least 1,000"],
    [{ maximum: 0.5 }, "is at most 0.5", "is over 0.5"],
    [{ type: "number", minimum: 10, maximum: 20 }, "is between 10 and 20", "is not between 10 and 20"],
    [{ minimum: 10, maximum: 10 }, "is 10", "is not 10"],
    [{ minimum: 10, exclusiveMaximum: 20 }, "is at least 10 and is under 20", "is under 10 or is at least 20"],
    [{ type: "integer", minimum: 3 }, "is a whole number and is at least 3", "is not a whole number or is under 3"],
    [{ multipleOf: 5 }, "is a multiple of 5", "is not a multiple of 5"],
    [{ const: "DE" }, "is DE", "is not DE"],
    [{ const: 20260115 }, "is 20260115", "is not 20260115"],
    [{ const: "100" }, 'is "100"', 'is not "100"'],
    [{ const: "two words" }, 'is "two words"', 'is not "two words"'],
    [{ const: true }, "is yes", "is not yes"],
    [{ const: false }, "is no", "is not no"],
    [{ const: null }, "is nothing", "is not nothing"],
    [{ const: { a: [1] } }, 'is {"a":[1]}', 'is not {"a":[1]}'],
    [{ enum: ["DE", "AT", "CH"] }, "is DE, AT or CH", "is none of DE, AT and CH"],
    [{ type: "string", enum: ["DE"] }, "is DE", "is not DE"],
    [{ type: "string" }, "is text", "is not text"],
    [{ type: ["string", "null"] }, "is text or nothing", "is not text or nothing"],
    [{ type: "boolean" }, "is yes or no", "is not yes or no"],
    [{ type: "string", minLength: 1 }, "is not empty", "is empty"],
    [{ minLength: 3 }, "has at least 3 characters", "has fewer than 3 characters"],
    [{ maxLength: 1 }, "has at most 1 character", "has more than 1 character"],
    [{ minLength: 3, maxLength: 5 }, "has between 3 and 5 characters", "does not have between 3 and 5 characters"],
    [{ minLength: 3, maxLength: 3 }, "has exactly 3 characters", "does not have exactly 3 characters"],
    [{ minItems: 2 }, "has at least 2 items", "has fewer than 2 items"],
    [{ maxItems: 0 }, "is empty", "is not empty"],
    [{ uniqueItems: true }, "repeats no item", "repeats an item"],
    [{ minProperties: 2 }, "has at least 2 fields", "has fewer than 2 fields"],
    [{ format: "email" }, "is an email address", "is not an email address"],
    [{ pattern: "^RF-" }, "begins with RF-", "does not begin with RF-"],
    [{ not: { const: "DE" } }, "is not DE", "is DE"],
    [{ not: { enum: ["DE", "AT"] } }, "is none of DE and AT", "is DE or AT"],
    [{ not: { not: { minimum: 5 } } }, "is at least 5", "is under 5"],
    [{ anyOf: [{ const: "DE" }, { const: "AT" }] }, "is DE or AT", "is none of DE and AT"],
    [{ oneOf: [{ const: "DE" }, { enum: ["AT", "CH"] }] }, "is DE, AT or CH", "is none of DE, AT and CH"],
    [{ anyOf: [{ minimum: 9 }, { maximum: 5 }] }, "is at least 9 or is at most 5", "is under 9 and is over 5"],
    [{ allOf: [{ minimum: 5 }, { not: { const: 7 } }] }, "is at least 5 and is not 7", "is under 5 or is 7"],
    [
      { minimum: 1, anyOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
      "is at least 1 and (amount is a multiple of 2 or is a multiple of 3)",
      "is under 1 or (amount is not a multiple of 2 and is not a multiple of 3)",
    ],
    [{ contains: { const: "x" } }, "has at least one item that is x", "does not have at least one item that is x"],
    [
      { contains: { required: ["sku"] }, minContains: 2, maxContains: 4 },
      "has at least 2 items and at most 4 items where sku is given",
      "does not have at least 2 items and at most 4 items where sku is given",
    ],
    [{ additionalProperties: false }, "has no other field", "has another field"],
    [
      { patternProperties: { a: true } },
      'matches {"patternProperties":{"a":true}}',
      'does not match {"patternProperties":{"a":true}}',
    ],
    [{ minimum: "5" }, 'matches {"minimum":"5"}', 'does not match {"minimum":"5"}'],
    [{ type: "toString" }, 'matches {"type":"toString"}', 'does not match {"type":"toString"}'],
    [{ enum: [] }, 'matches {"enum":[]}', 'does not match {"enum":[]}'],
  ])("%j", (schema, is, isNot) => {
    expect(ofAmount(schema)).toBe(`amount ${is}`);
    expect(ofAmount({ not: schema })).toBe(`amount ${isNot}`);
  });
});

describe("what is asked of a call", () => {
  test.each<[string, JsonObject, string]>([
    [
      "several arguments",
      { properties: { amount: { exclusiveMinimum: 100 }, currency: { not: { const: "EUR" } } } },
      "amount is over 100 and currency is not EUR",
    ],
    ["an argument that must be there", { properties: { reason: {} } }, "reason is given"],
    ["one that is only required", { required: ["reason"] }, "reason is given"],
    ["one that must not be there", { not: { required: ["reason"] } }, "reason is not given"],
    ["notes alone", { title: "Big", properties: { a: { description: "Any." } } }, "a is given"],
    [
      "what stands inside an argument",
      {
        properties: {
          address: { type: "object", required: ["country"], properties: { country: { not: { const: "DE" } } } },
        },
      },
      "address.country is not DE",
    ],
    [
      "what may be missing there",
      { properties: { address: { properties: { country: { const: "DE" } } } } },
      "address is given and address.country, if given, is DE",
    ],
    [
      "one or the other",
      {
        anyOf: [
          { properties: { amount: { minimum: 5 } }, required: ["amount"] },
          { properties: { currency: { const: "EUR" } } },
        ],
      },
      "amount is at least 5 or currency, if given, is EUR",
    ],
    [
      "an or inside an and",
      { properties: { a: { const: 1 } }, anyOf: [{ required: ["b"] }, { required: ["c"] }] },
      "a is 1 and (b is given or c is given)",
    ],
    [
      "every item",
      {
        properties: {
          lines: {
            type: "array",
            items: { type: "object", required: ["sku"], properties: { sku: { pattern: "^X" } } },
          },
        },
      },
      "lines is given and sku of every item of lines begins with X",
    ],
    [
      "items by their place",
      { properties: { pair: { prefixItems: [{ const: "a" }], items: { const: "b" }, minItems: 2 } } },
      "pair has at least 2 items, item 1 of pair, if given, is a and every further item of pair is b",
    ],
    ["one needs another", { dependentRequired: { a: ["b"] } }, "b is given whenever a is"],
    [
      "if and then",
      // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own keyword
      { if: { required: ["a"] }, then: { required: ["b"] }, else: { required: ["c"] } },
      "(if a is given, then b is given, else c is given)",
    ],
    [
      "exactly one",
      { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
      "exactly one of these holds: (a is given; b is given)",
    ],
    [
      "a definition by its name",
      { properties: { a: { $ref: "#/$defs/big" } }, $defs: { big: { minimum: 100 } } },
      "a is at least 100",
    ],
    ["a name that is none", { properties: { "two words": { const: 1 } } }, '"two words" is 1'],
    [
      "the other way round",
      { not: { properties: { a: { const: 1 } }, required: ["a", "b"] } },
      "a, if given, is not 1 or b is not given",
    ],
    ["what can never be", { properties: { a: false } }, "a can never be right"],
    ["nothing", {}, "the call is anything"],
    [
      "a keyword that nobody knows",
      { propertyNames: { maxLength: 3 } },
      'the call matches {"propertyNames":{"maxLength":3}}',
    ],
  ])("%s", (_name, schema, words) => expect(say(schema)).toBe(words));
});

describe("laws", () => {
  test("any JSON at all has words, and none is an error", () => {
    const hostile = fc.oneof(arbitraryJson(), arbitrarySchema(), disguised());
    fc.assert(
      fc.property(hostile, fc.boolean(), (schema, given) => {
        expect(sayCondition(schema, { given, whole: "the call" }).trim()).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  test("no value of a schema is left out", () => {
    fc.assert(
      fc.property(arbitrarySchema(), (schema) => {
        const said = sayCondition(schema, { given: true, whole: "the call" });
        const marks = JSON.stringify(schema).match(/mark\d+/g) ?? [];
        expect(marks.filter((mark) => !said.includes(mark))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("a schema and its opposite are not the same", () => {
    fc.assert(
      fc.property(arbitrarySchema(), (schema) => {
        expect(say(schema)).not.toBe(say({ not: schema }));
      }),
    );
  });
});

/** Schemas in which every value is marked, so that its loss is seen. */
function arbitrarySchema(): fc.Arbitrary<JsonObject> {
  let next = 0;
  const mark = fc.constant(null).map(() => `mark${(next += 1)}`);
  const { schema } = fc.letrec<{ schema: JsonObject; leaf: JsonObject }>((tie) => {
    const list = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
    return {
      leaf: fc.oneof(
        mark.map((value) => ({ const: value })),
        fc.tuple(mark, mark).map((values) => ({ enum: values })),
        mark.map((value) => ({ pattern: `^${value}` })),
        mark.map((value) => ({ type: "string", pattern: `[${value}]+` })),
        mark.map((value) => ({ format: value })),
        mark.map((value) => ({ [value]: 5 })),
        mark.map((value) => ({ minimum: value })),
        mark.map((value) => ({ required: [value] })),
        mark.map((value) => ({ dependentRequired: { [value]: [`${value}0`] } })),
      ),
      schema: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        tie("leaf"),
        fc.tuple(mark, tie("schema")).map(([name, one]) => ({ properties: { [name]: one } })),
        fc.tuple(mark, tie("schema")).map(([name, one]) => ({ properties: { [name]: one }, required: [name] })),
        list.map((allOf) => ({ allOf })),
        list.map((anyOf) => ({ anyOf })),
        list.map((oneOf) => ({ oneOf })),
        fc.tuple(tie("leaf"), tie("schema")).map(([leaf, anyOf]) => ({ ...leaf, anyOf: [anyOf] })),
        tie("schema").map((not) => ({ not })),
        tie("schema").map((items) => ({ items })),
        tie("schema").map((contains) => ({ type: "array", contains })),
        tie("schema").map((item) => ({ prefixItems: [item] })),
        tie("schema").map((additionalProperties) => ({ additionalProperties })),
        // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own keyword
        fc.tuple(tie("schema"), tie("schema")).map(([one, then]) => ({ if: one, then })),
        tie("schema").map((propertyNames) => ({ propertyNames })),
      ) as fc.Arbitrary<JsonObject>,
    };
  });
  return schema;
}

/** Known keywords that hold anything. */
function disguised(): fc.Arbitrary<JsonObject> {
  const keyword = fc.constantFrom("type", "const", "minimum", "maxLength", "pattern", "format", ...structural);
  const name = fc.constantFrom("constructor", "toString", "hasOwnProperty", "", "^", "$", "(", "#/$defs/a");
  return fc.dictionary(keyword, fc.oneof(arbitraryJson(), name, fc.dictionary(keyword, arbitraryJson())), {
    maxKeys: 5,
  }) as fc.Arbitrary<JsonObject>;
}

const structural = [
  "enum items prefixItems contains minContains properties required additionalProperties allOf anyOf oneOf not if then",
  "dependentRequired $ref $defs uniqueItems default",
]
  .join(" ")
  .split(" ");
