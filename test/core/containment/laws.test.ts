import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../../src/core/json.ts";
import { documentOf } from "../../../src/core/containment/compile/document.ts";
import { equivalent } from "../../../src/core/containment/equivalent.ts";
import { overlaps } from "../../../src/core/containment/overlaps.ts";
import { prove, type Verdict } from "../../../src/core/containment/prove.ts";
import { samplesOf } from "../../../src/core/containment/search/search.ts";
import { documents, schemas, values } from "./arbitrary-schema.ts";
import { breaks, referee } from "./referee.ts";
import { times } from "../../helpers/seed.ts";

/** Two schemas of one stock, so that they have something to do with each other. */
const pairs = fc
  .record({ one: documents, other: schemas, how: fc.constantFrom("apart", "any", "all", "without", "with") })
  .map(({ one, other, how }): readonly [JsonObject, Json] => {
    const { $defs = {}, ...own } = one;
    const [keyword = ""] = Object.keys(own);
    switch (how) {
      case "any":
        return [one, { anyOf: [own, other], $defs }];
      case "all":
        return [{ allOf: [own, other], $defs }, { ...one }];
      case "without":
        return [one, Object.fromEntries(Object.entries(one).filter(([key]) => key !== keyword))];
      case "with":
        return [one, { ...one, ...(isJsonObject(other) ? other : { not: {} }) }];
      default:
        return [one, { ...(isJsonObject(other) ? other : {}), $defs }];
    }
  });

/** What the generator, which has never heard of the prover, makes of the small schema. */
function samples(small: Json, large: Json, others: readonly Json[]): readonly Json[] {
  return [...others, ...samplesOf(documentOf(small), [large], 200)];
}

const share = 0.1 * times;
const runs = (count: number): { readonly numRuns: number } => ({ numRuns: Math.ceil(count * share) });

describe("two opinions", () => {
  test("what is called contained, no instance breaks; what is called broken, the witness does", () => {
    const seen: Record<Verdict["kind"], number> = { contained: 0, broken: 0, unknown: 0 };
    fc.assert(
      fc.property(pairs, fc.array(values, { maxLength: 8 }), ([small, large], others) => {
        const verdict = prove(small, large);
        seen[verdict.kind] += 1;
        const [inside, outside] = [referee(small), referee(large)];
        if (inside === null || outside === null) return;
        if (verdict.kind === "broken") expect(breaks(verdict.witness, small, large)).toBe(true);
        if (verdict.kind !== "contained") return;
        expect(
          samples(small, large, others).filter((value) => inside(value) === true && outside(value) === false),
        ).toEqual([]);
      }),
      runs(600),
    );
    // What proves nothing at all is also never wrong.
    expect(seen.contained).toBeGreaterThan(150 * share);
    expect(seen.broken).toBeGreaterThan(30 * share);
    expect(seen.unknown).toBeLessThan(5 + 25 * share);
  });

  test("what is called disjoint, no value is in both; what is said to be in both is", () => {
    const seen = { overlap: 0, disjoint: 0, unknown: 0 };
    fc.assert(
      fc.property(pairs, fc.array(values, { maxLength: 8 }), ([left, right], others) => {
        const found = overlaps(left, right);
        seen[found.kind] += 1;
        const [one, other] = [referee(left), referee(right)];
        if (one === null || other === null) return;
        if (found.kind === "overlap") expect([one(found.instance), other(found.instance)]).toEqual([true, true]);
        if (found.kind !== "disjoint") return;
        expect(samples(left, right, others).filter((value) => one(value) === true && other(value) === true)).toEqual(
          [],
        );
      }),
      runs(600),
    );
    expect(Math.min(seen.overlap, seen.disjoint)).toBeGreaterThan(30 * share);
  });
});

describe("laws", () => {
  const always = (small: Json, large: Json): void => expect(prove(small, large).kind).not.toBe("broken");

  test("a schema is contained in itself, in anything, and nothing is contained in it", () => {
    fc.assert(
      fc.property(documents, (schema) => {
        expect(prove(schema, schema)).toEqual({ kind: "contained" });
        expect(prove(schema, structuredClone(schema))).toEqual({ kind: "contained" });
        expect(prove(schema, true)).toEqual({ kind: "contained" });
        expect(prove(false, schema)).toEqual({ kind: "contained" });
        expect(equivalent(schema, { ...schema, description: "Another text." })).toBe("same");
      }),
      runs(200),
    );
  });

  test("more conditions take less, more alternatives take more, twice not is nothing", () => {
    fc.assert(
      fc.property(documents, schemas, ({ $defs = {}, ...own }, other) => {
        const schema = { ...own, $defs };
        always({ allOf: [own, other], $defs }, schema);
        always(schema, { anyOf: [other, own], $defs });
        always(schema, { not: { not: own }, $defs });
        always({ not: { not: own }, $defs }, schema);
      }),
      runs(150),
    );
  });

  test("without a condition a schema takes more", () => {
    const conditions = ["required", "minimum", "maxLength", "minProperties", "enum", "propertyNames", "uniqueItems"];
    fc.assert(
      fc.property(documents, fc.constantFrom(...conditions), (schema, keyword) => {
        always(schema, Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword)));
      }),
      runs(150),
    );
  });

  test("what is contained in what is contained is contained", () => {
    let chains = 0;
    fc.assert(
      fc.property(fc.tuple(schemas, schemas, schemas), ([first, second, third]) => {
        const last = { anyOf: [second, third] };
        if (prove(first, second).kind !== "contained" || prove(second, last).kind !== "contained") return;
        chains += 1;
        always(first, last);
      }),
      runs(300),
    );
    expect(chains).toBeGreaterThan(30 * share);
  });

  test("the same schemas have the same verdict", () => {
    fc.assert(
      fc.property(pairs, ([small, large]) => {
        expect(prove(small, large)).toEqual(prove(structuredClone(small), structuredClone(large)));
      }),
      runs(60),
    );
  });

  test("schemas that are none are not believed, and break nothing", () => {
    const broken = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<Json>(null, "x", -1, 1.5, [], {}, "#", true),
        fc.dictionary(
          fc.constantFrom(
            "type",
            "properties",
            "items",
            "prefixItems",
            "required",
            "$ref",
            "enum",
            "anyOf",
            "not",
            "minLength",
            "multipleOf",
            "pattern",
            "dependentRequired",
            "if",
            "contains",
            "$defs",
            "unevaluatedProperties",
          ),
          tie("any"),
        ),
        fc.array(tie("any"), { maxLength: 2 }),
      ),
    })).any;
    fc.assert(
      fc.property(broken, broken, (small, large) => {
        expect(["contained", "broken", "unknown"]).toContain(prove(small, large).kind);
        prove(small, large, { reading: "closed-producer" });
      }),
      runs(300),
    );
  });
});
