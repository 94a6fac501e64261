import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonArray, isJsonObject, type Json } from "../../../src/core/json.ts";
import { documentOf } from "../../../src/core/containment/compile/document.ts";
import { prove } from "../../../src/core/containment/prove.ts";
import { samplesOf } from "../../../src/core/containment/search/search.ts";
import { documents, schemas } from "./arbitrary-schema.ts";
import { referee } from "./referee.ts";

const object = (properties: Record<string, Json>, more: Record<string, Json> = {}): Json => ({
  type: "object",
  properties,
  ...more,
});
const text: Json = { type: "string" };

/** What a writer who invents nothing may write, against what anybody may. */
const rows: readonly (readonly [string, Json, Json, "contained" | "broken"])[] = [
  ["an optional property more", object({ a: text }), object({ a: text, b: text }), "contained"],
  [
    "an optional property more, in a closed object",
    object({ a: text }, { additionalProperties: false }),
    object({ a: text, b: text }, { additionalProperties: false }),
    "contained",
  ],
  [
    "an object that is closed now",
    object({ a: text }),
    object({ a: text }, { additionalProperties: false }),
    "contained",
  ],
  ["a property that is asked for", object({ a: text }), object({ a: text, b: text }, { required: ["b"] }), "broken"],
  [
    "a property that is gone",
    object({ a: text, b: text }),
    object({ a: text }, { additionalProperties: false }),
    "broken",
  ],
  ["a property of another type", object({ a: text }), object({ a: { type: "number" } }), "broken"],
  ["no arguments at all", object({}), object({ a: text }), "contained"],
  ["an object inside", object({ a: object({ b: text }) }), object({ a: object({ b: text, c: text }) }), "contained"],
  ["an object in a list", { items: object({ b: text }) }, { items: object({ b: text, c: text }) }, "contained"],
  ["an object that leaves all open", object({ a: { type: "object" } }), object({ a: object({ b: text }) }), "broken"],
  [
    "a map",
    { type: "object", additionalProperties: text },
    object({ a: { minLength: 1 } }, { additionalProperties: text }),
    "broken",
  ],
  [
    "a map of objects",
    { additionalProperties: object({ b: text }) },
    { additionalProperties: object({ b: text, c: text }) },
    "contained",
  ],
  ["a name that is only asked for", { type: "object", required: ["a"], properties: {} }, object({ a: text }), "broken"],
  ["names in conditions on names", { propertyNames: { maxLength: 3 }, properties: {} }, object({ a: text }), "broken"],
  [
    "names that are given by a pattern",
    { patternProperties: { "^x": text } },
    { patternProperties: { "^x": text, "^y": { type: "number" } } },
    "contained",
  ],
  [
    "names in all parts",
    { allOf: [object({ a: text }), object({ b: text })] },
    object({ a: text, b: text, c: text }),
    "contained",
  ],
  [
    "names in any alternative",
    { anyOf: [object({ a: text }), object({ b: text })] },
    object({ a: text, b: text, c: text }),
    "broken",
  ],
  [
    "two forms, each with a property more",
    { anyOf: [object({ a: text }, { required: ["a"] }), object({ b: text }, { required: ["b"] })] },
    { anyOf: [object({ a: text, c: text }, { required: ["a"] }), object({ b: text, d: text }, { required: ["b"] })] },
    "contained",
  ],
  [
    "an alternative that leaves all open",
    { anyOf: [object({ a: text }), { type: "object" }] },
    object({ a: text, c: text }),
    "broken",
  ],
  [
    "an alternative that only asks",
    { properties: { a: text }, anyOf: [{ required: ["a"] }, {}] },
    object({ a: text, c: text }, { type: ["null", "boolean", "number", "string", "array", "object"] }),
    "contained",
  ],
  ["what is listed whole", object({ a: text }, { enum: [{ a: "x" }, { b: 1 }] }), object({ b: text }), "broken"],
  [
    "properties behind a reference",
    { $ref: "#/$defs/a", $defs: { a: object({ a: text }) } },
    object({ a: text, b: text }),
    "contained",
  ],
  ["a circle", object({ a: { $ref: "#" } }), object({ a: { $ref: "#" }, b: text }), "contained"],
  ["more properties than are named", object({ a: text }, { minProperties: 2 }), object({ a: text, b: text }), "broken"],
];

describe("a writer who invents nothing", () => {
  test.each(rows)("%s", (_name, small, large, kind) => {
    const verdict = prove(small, large, { reading: "closed-producer" });
    expect(verdict).toMatchObject({ kind });
    if (verdict.kind === "broken") {
      expect([referee(small)?.(verdict.witness), referee(large)?.(verdict.witness)]).toEqual([true, false]);
    }
  });

  test("where nobody could write anything, everything counts", () => {
    const small = object({ a: text }, { not: { maxProperties: 1 } });
    expect(prove(small, object({}, { required: ["z"] }), { reading: "closed-producer" })).toMatchObject({
      kind: "broken",
    });
  });

  test("an open object that gets an optional property is the whole difference", () => {
    const [small, large] = [object({ a: text }), object({ a: text, b: text })];
    expect(prove(small, large)).toMatchObject({ kind: "broken" });
    expect(prove(small, large, { reading: "closed-producer" })).toEqual({ kind: "contained" });
  });

  test("what is contained for everybody is contained for him, and nothing that he writes breaks what is contained", () => {
    let proven = 0;
    fc.assert(
      fc.property(documents, schemas, ({ $defs = {}, ...own }, other) => {
        const small = { ...own, $defs };
        const large = { anyOf: [{ ...own, properties: { new: { type: "string" } } }, other], $defs };
        const [everybody, he] = [prove(small, large), prove(small, large, { reading: "closed-producer" })];
        if (everybody.kind === "contained") expect(he.kind).not.toBe("broken");
        const [inside, outside] = [referee(small), referee(large)];
        if (inside === null || outside === null || he.kind !== "contained") return;
        proven += 1;
        const names = namesIn(small);
        const written = [...samplesOf(documentOf(small), [large], 150)].filter((value) => usesOnly(value, names));
        expect(
          written.filter(
            (value) => inside(value) === true && outside(value) === false && isPlainlyDeclared(value, own, small),
          ),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(proven).toBeGreaterThan(50);
  });
});

function namesIn(schema: Json): ReadonlySet<string> {
  if (isJsonArray(schema)) return new Set(schema.flatMap((part) => [...namesIn(part)]));
  if (!isJsonObject(schema)) return new Set();
  const { properties } = schema;
  return new Set([
    ...(isJsonObject(properties) ? Object.keys(properties) : []),
    ...Object.values(schema).flatMap((part) => [...namesIn(part)]),
  ]);
}

function usesOnly(value: Json, names: ReadonlySet<string>): boolean {
  if (isJsonArray(value)) return value.every((item) => usesOnly(item, names));
  return (
    !isJsonObject(value) || Object.entries(value).every(([name, part]) => names.has(name) && usesOnly(part, names))
  );
}

/** Declared in the schema itself, step by step: fewer values than count, and told without the code under test. */
function isPlainlyDeclared(value: Json, schema: Json, root: Json): boolean {
  if (isJsonArray(value)) return value.every((item) => !isJsonObject(item) && !isJsonArray(item));
  if (!isJsonObject(value)) return true;
  if (!isJsonObject(schema) || !isJsonObject(schema["properties"])) return false;
  const { properties } = schema;
  return Object.entries(value).every(
    ([name, part]) => Object.hasOwn(properties, name) && isPlainlyDeclared(part, properties[name] ?? true, root),
  );
}
