import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { answerSchema } from "../../../src/agents/answer-schema.ts";
import type { Json } from "../../../src/core/json.ts";
import { fit, planned } from "../../../src/core/shape/fit.ts";
import { jsonSchemaOf } from "../../../src/core/shape/json-schema.ts";
import { planOf } from "../../../src/core/shape/plan.ts";
import { schemaKinds, shapes } from "../../../src/core/shapes.ts";
import { arbitraryDocument, arbitraryMutation } from "../../helpers/arbitrary-shape.ts";
import { seed, times } from "../../helpers/seed.ts";

const runs = 1_000;

describe(`what a plan reads is what zod reads (seed ${seed})`, () => {
  describe.each(schemaKinds)("%s", (kind) => {
    const { schema } = shapes[kind];
    const plan = JSON.parse(JSON.stringify(planOf(schema)));
    // As text: the order of fields is meaning in places.
    const byZod = (document: Json): string | undefined => JSON.stringify(schema.safeParse(document).data);
    const documents = jsonSchemaOf({ ...shapes[kind], fragments: [] });

    test("of documents that are right", () => {
      fc.assert(
        fc.property(arbitraryDocument(documents), (document) => {
          const value = fit(plan, document);
          expect(JSON.stringify(value)).toBe(byZod(document));
          expect(value).toBeDefined();
        }),
        { numRuns: (runs / 4) * times },
      );
    });

    test("and of documents with something broken in them it reads nothing", () => {
      const counts = { right: 0, wrong: 0 };
      fc.assert(
        fc.property(arbitraryMutation(documents), (document) => {
          const said = byZod(document);
          counts[said === undefined ? "wrong" : "right"] += 1;
          expect(JSON.stringify(fit(plan, document))).toBe(said);
        }),
        { numRuns: runs * times },
      );
      expect(counts.wrong).toBeGreaterThan(runs / 4);
      expect(counts.right).toBeGreaterThan(runs / 100);
    });
  });
});

test("what a program answers is read as zod reads it", () => {
  const plan = planOf(answerSchema);
  const documents: readonly Json[] = [
    { stop_reason: "finish" },
    {
      stop_reason: "finish",
      tokens: { input: 1, output: 2 },
      calls: [{ id: "1", name: "look", arguments: { a: [1] } }],
    },
    { stop_reason: "finish", transcript: [{ role: "user", content: "Hello", more: true }], more: true },
    { stop_reason: "" },
    { stop_reason: "finish", calls: [{ id: "1", name: "look" }] },
    { stop_reason: "finish", tokens: { input: -1, output: 2 } },
  ];
  for (const document of documents)
    expect(JSON.stringify(fit(plan, document))).toBe(JSON.stringify(answerSchema.safeParse(document).data));
});

describe("the edges of", () => {
  test.each<[string, z.ZodType, readonly Json[]]>([
    ["a number", z.number().min(0).max(100), [-1, 0, 50, 100, 101, "1", null]],
    ["one that is more than 0", z.number().positive(), [-1, 0, 0.1]],
    ["a whole number", z.number().int().min(1), [0, 1, 1.5, 2 ** 53, 2 ** 53 - 1]],
    ["a text", z.string().min(2), ["", "a", "ab", 1]],
    ["a pattern", z.string().regex(/^a+$/), ["", "a", "ab", "aa"]],
    ["a day", z.iso.date(), ["2026-11-22", "2026-02-30", "2026-1-1", ""]],
    ["a list", z.array(z.string()).min(1), [[], ["a"], [1], {}]],
    ["a list that begins so", z.tuple([z.string()], z.number()), [[], ["a"], ["a", 1], ["a", "b"], [1]]],
    ["a record", z.record(z.string().min(1), z.number()), [{}, { a: 1 }, { a: "1" }, { "": 1 }, []]],
    ["a record of some keys", z.partialRecord(z.enum(["a", "b"]), z.number()), [{}, { a: 1 }, { c: 1 }, { a: null }]],
    ["fields and no others", z.strictObject({ a: z.string() }), [{ a: "" }, {}, { a: "", b: 1 }, { a: null }, null]],
    ["fields and others", z.looseObject({ a: z.string() }), [{ b: [1], a: "" }, { b: 1 }]],
    ["fields, others forgotten", z.object({ a: z.string() }), [{ b: 1, a: "" }, { b: 1 }]],
    ["fields that may be absent", z.strictObject({ a: z.string().optional() }), [{}, { a: "" }, { a: null }]],
    ["defaults", z.strictObject({ a: z.array(z.string()).default(["x"]) }), [{}, { a: [] }]],
    [
      "what may be null",
      z.strictObject({ a: z.string().nullable().default(null) }),
      [{}, { a: null }, { a: "" }, { a: 1 }],
    ],
    ["either", z.union([z.string(), z.strictObject({ a: z.string() })]), ["", { a: "" }, {}, 1]],
  ])("%s", (_, schema, documents) => {
    const plan = planOf(schema);
    for (const document of documents)
      expect([document, fit(plan, document)]).toEqual([document, schema.safeParse(document).data]);
  });
});

test("a key that would set a prototype is zod's to judge", () => {
  const document = JSON.parse('{ "__proto__": 1 }') as Json;
  expect(fit(planOf(z.record(z.string(), z.number())), document)).toBeUndefined();
  expect(fit(planOf(z.looseObject({})), document)).toBeUndefined();
});

test.each([
  ["a transformation", z.string().transform(Number)],
  ["another check", z.number().multipleOf(2)],
  ["another check of a text", z.string().max(2)],
  ["a record that demands keys", z.record(z.enum(["a"]), z.number())],
  ["fields of a kind", z.object({}).catchall(z.string())],
  ["a list of a fixed length", z.tuple([z.string()])],
  ["what may be absent from a list", z.array(z.string().optional())],
])("%s has no plan, and the build says so", (_, schema) => {
  expect(() => planOf(schema)).toThrow(/has no plan|have no plan/);
});

test("what stands in for a schema asks it only about what does not fit", () => {
  const asked: string[] = [];
  const schema = z.strictObject({ a: z.string().default("x") });
  const standIn = planned(planOf(schema), () => {
    asked.push("zod");
    return schema;
  });
  expect(standIn.safeParse({})).toEqual({ success: true, data: { a: "x" } });
  expect(standIn.parse({ a: "y" })).toEqual({ a: "y" });
  expect(asked).toEqual([]);
  expect(standIn.safeParse({ b: 1 }).error).toEqual(schema.safeParse({ b: 1 }).error);
  expect(() => standIn.parse(null)).toThrow(z.ZodError);
  expect(z.toJSONSchema(standIn)).toEqual(z.toJSONSchema(schema));
});
