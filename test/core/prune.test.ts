import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json, partAt } from "../../src/core/json.ts";
import type { Path } from "../../src/core/place.ts";
import { prune } from "../../src/core/prune.ts";
import { jsonSchemaOf } from "../../src/core/shape/json-schema.ts";
import { shapes } from "../../src/core/shapes.ts";
import { arbitraryDocument, arbitraryMutation } from "../helpers/arbitrary-shape.ts";

const standIns = { contract: "support", model: { provider: "?", name: "?" } };

/** What stands for what must be there. */
const kinds = [
  { kind: "contract", standIns },
  { kind: "golden", standIns: { contract: "support", tasks: [{ id: "task" }] } },
  { kind: "config", standIns: {} },
] as const;

describe.each(kinds)("a $kind without its broken parts", ({ kind, standIns }) => {
  const { schema } = shapes[kind];
  const described = jsonSchemaOf({ ...shapes[kind], fragments: [] });

  test("is right, whatever was broken", () => {
    const counts = { rescued: 0, broken: 0 };
    fc.assert(
      fc.property(arbitraryMutation(described), (document) => {
        if (schema.safeParse(document).success) return;
        counts.broken += 1;
        const pruned = prune(schema, document, standIns);
        if (pruned === null) return;
        counts.rescued += 1;
        expect(schema.safeParse(pruned.value).success).toBe(true);
        expect(pruned.broken.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    expect(counts.rescued).toBeGreaterThan(counts.broken / 4);
  });

  test("is what it was, where nothing is broken", () => {
    fc.assert(
      fc.property(arbitraryDocument(described), (document) => {
        expect(prune(schema, document, {})).toEqual({ value: schema.parse(document), broken: [] });
      }),
      { numRuns: 150 },
    );
  });

  test("has lost no other part", () => {
    fc.assert(
      fc.property(arbitraryMutation(described), (document) => {
        const pruned = prune(schema, document, standIns);
        if (pruned === null || !isJsonObject(document)) return;
        for (const path of leavesOf(document).filter(({ length }) => length > 0)) {
          if (pruned.broken.some((part) => isIn(path, part))) continue;
          expect(partAt(pruned.value as Json, path), path.join(".")).toEqual(partAt(document, path));
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.each<[string, Json, Json, readonly Path[]]>([
  [
    "an unknown key goes alone",
    { budgets: { max_steps: 3, max_step: 3 } },
    { budgets: { max_steps: 3 } },
    [["budgets", "max_step"]],
  ],
  [
    "a wrong value goes alone",
    { budgets: { max_steps: 0, max_tokens: 5 } },
    { budgets: { max_tokens: 5 } },
    [["budgets", "max_steps"]],
  ],
  [
    "an item takes its list along: the others would be counted wrongly",
    { tools: [{ name: "a" }, {}] },
    { tools: [] },
    [["tools"]],
  ],
  [
    "a part of an item that may be left out goes alone",
    { tools: [{ name: "a", effect: "reed" }] },
    { tools: [{ name: "a" }] },
    [["tools", 0, "effect"]],
  ],
  ["a stand-in takes the place of what must be there", { contract: 5, model: 5 }, standIns, [["contract"], ["model"]]],
])("%s", (_name, part, rest, broken) => {
  const document = { contract: "support", model: { provider: "?", name: "?" }, ...(isJsonObject(part) ? part : {}) };
  const pruned = prune(shapes.contract.schema, document, standIns);
  expect(pruned?.value).toMatchObject(isJsonObject(rest) ? rest : {});
  expect(pruned?.broken.toSorted()).toEqual(broken);
});

test.each<[string, Json]>([
  ["text", "support"],
  ["a list", [{ contract: "support" }]],
  ["nothing", null],
  ["thousands of faults", Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, 1]))],
])("nothing is left of %s", (_name, document) => expect(prune(shapes.contract.schema, document, standIns)).toBeNull());

function leavesOf(value: Json, at: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => leavesOf(item, [...at, index]));
  if (!isJsonObject(value)) return [at];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...at, key]));
}

function isIn(path: Path, part: Path): boolean {
  return part.every((step, index) => path[index] === step);
}
