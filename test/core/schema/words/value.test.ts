import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { withoutReferences } from "../../../../src/core/schema/words/references.ts";
import { sayValue } from "../../../../src/core/schema/words/value.ts";
import { arbitraryJson } from "../../../helpers/arbitrary-contract.ts";

describe("what may be written", () => {
  test.each<[Json, string]>([
    [{ type: "string" }, "text"],
    [{ type: "string", description: "An id." }, "text"],
    [{ type: "number", exclusiveMinimum: 0 }, "number, over 0"],
    [{ type: "integer", minimum: 1, maximum: 10, default: 5 }, "whole number, between 1 and 10; 5 if not given"],
    [{ type: "boolean", default: false }, "yes or no; no if not given"],
    [{ enum: ["broken", "sent_back", "two words"] }, 'broken, sent_back or "two words"'],
    [{ const: "EUR" }, "always EUR"],
    [{ type: "string", maxLength: 100 }, "text, at most 100 characters"],
    [{ type: "string", minLength: 1, pattern: "^RF-" }, "text, not empty, begins with RF-"],
    [{ type: "string", format: "email" }, "email address"],
    [{ type: "string", format: "iban" }, 'text, so that it matches {"format":"iban"}'],
    [{ type: ["string", "null"] }, "text or nothing"],
    [
      { anyOf: [{ type: "integer" }, { type: "null" }], default: null },
      "whole number or nothing; nothing if not given",
    ],
    [{ type: "array", items: { type: "string" }, maxItems: 5 }, "list of text, at most 5 items"],
    [{ type: "array", items: { enum: ["a", "b"] } }, "list of (a or b)"],
    [
      {
        type: "object",
        required: ["sku"],
        properties: { sku: { type: "string" }, count: { type: "integer", minimum: 1 } },
      },
      "group of sku (text) and count (optional: whole number, at least 1)",
    ],
    [
      { type: "object", additionalProperties: { type: "number" } },
      "group of fields, so that every other field of it is a number",
    ],
    [{ type: "string", not: { const: "x" } }, "text, so that it is not x"],
    [{ type: "object" }, "group of fields"],
    [{ type: "object", additionalProperties: true }, "group of fields"],
    [{ description: "Anything goes." }, "anything"],
    [{}, "anything"],
    [true, "anything"],
    [false, "nothing at all"],
  ])("%j is %s", (schema, words) => expect(sayValue(schema)).toBe(words));

  test("any JSON at all has words, and none is an error", () => {
    const keyword = fc.constantFrom(
      "type",
      "enum",
      "items",
      "properties",
      "anyOf",
      "format",
      "default",
      "const",
      "required",
    );
    const schema = fc.dictionary(keyword, fc.oneof(arbitraryJson(), fc.dictionary(keyword, arbitraryJson())));
    fc.assert(
      fc.property(schema as fc.Arbitrary<JsonObject>, (one) => {
        expect(sayValue(one)).not.toBe("");
      }),
      { numRuns: 200 },
    );
  });
});

describe("references", () => {
  test("are put in their place, with what stands beside them", () => {
    const schema = {
      properties: { to: { $ref: "#/$defs/address", description: "Where to." } },
      $defs: { address: { properties: { zip: { $ref: "#/definitions/zip" } } } },
      definitions: { zip: { type: "string" } },
    };
    expect(withoutReferences(schema)["properties"]).toEqual({
      to: { description: "Where to.", properties: { zip: { type: "string" } } },
    });
  });

  test.each([
    ["to itself", { properties: { a: { $ref: "#/$defs/a" } }, $defs: { a: { items: { $ref: "#/$defs/a" } } } }],
    ["to another document", { properties: { a: { $ref: "https://example.com/a.json" } } }],
    ["to nothing", { properties: { a: { $ref: "#/$defs/toString" } }, $defs: {} }],
  ])("%s stay what they are", (_name, schema) => {
    expect(JSON.stringify(withoutReferences(schema))).toContain('"$ref"');
  });

  test("that name each other again and again end", () => {
    const names = Array.from({ length: 30 }, (_, at) => `d${at}`);
    const definitions = names.map((name, at) => [
      name,
      { allOf: [0, 1].map(() => ({ $ref: `#/$defs/${names[at + 1] ?? "none"}` })) },
    ]);
    const schema = { $ref: "#/$defs/d0", $defs: Object.fromEntries(definitions) as JsonObject };
    expect(JSON.stringify(withoutReferences(schema)).length).toBeLessThan(200_000);
  });
});
