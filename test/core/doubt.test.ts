import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { watch } from "../../src/core/doubt.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../../src/core/json.ts";
import type { Path } from "../../src/core/place.ts";

/** Mappings and lists of some depth; names of the same few letters, so that rules and faults often meet. */
const { document: arbitraryPart } = fc.letrec<{ document: Json }>((tie) => ({
  document: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom<Json>(1, "text", true),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("document"), { minKeys: 1, maxKeys: 3 }),
    fc.array(tie("document"), { minLength: 1, maxLength: 3 }),
  ),
}));

const arbitraryValue = fc.dictionary(fc.constantFrom("a", "b", "c"), arbitraryPart, { minKeys: 1, maxKeys: 3 });

describe("a rule is believed", () => {
  /** A rule that looks at some parts, by their paths, and at nothing else. */
  const looked = (value: JsonObject, paths: readonly Path[]) => {
    const watched = watch(value);
    for (const path of paths) partAt(watched.value, path);
    return watched;
  };

  test("unless it looked at a broken part, or at a part of one", () => {
    fc.assert(
      fc.property(arbitraryValue, fc.nat(), fc.nat(), (value, first, second) => {
        const leaves = leavesOf(value);
        const read = leaves[first % leaves.length] ?? [];
        const parts = pathsOf(value).filter((path) => typeof path.at(-1) === "string");
        const broken = parts[second % parts.length] ?? [];
        expect(looked(value, [read]).sawAny([broken])).toBe(isIn(read, broken));
      }),
      { numRuns: 2_000 },
    );
  });

  test("where it looked at nothing", () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        expect(looked(value, []).sawAny(pathsOf(value).slice(1))).toBe(false);
      }),
    );
  });

  test("where nothing is broken", () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        expect(looked(value, leavesOf(value)).sawAny([])).toBe(false);
      }),
    );
  });
});

describe("looking is", () => {
  const value = { tools: [{ name: "a", effect: "read" }], budgets: { max_steps: 3, max_tokens: null } };

  test.each<[string, (seen: typeof value) => unknown, Path, boolean]>([
    ["reading a value", (seen) => seen.budgets.max_steps, ["budgets", "max_steps"], true],
    ["reading a value that is not there", (seen) => seen.budgets.max_tokens, ["budgets", "max_tokens"], true],
    ["reading another value", (seen) => seen.budgets.max_steps, ["budgets", "max_tokens"], false],
    ["asking which keys there are", (seen) => Object.keys(seen.budgets), ["budgets", "max_stepz"], true],
    ["asking whether there is a key", (seen) => "max_steps" in seen.budgets, ["budgets", "max_steps"], true],
    ["asking how many items there are", (seen) => seen.tools.length, ["tools"], true],
    ["going through a list", (seen) => seen.tools.map(({ name }) => name), ["tools"], true],
    [
      "going through a list past what is broken",
      (seen) => seen.tools.map(({ name }) => name),
      ["tools", 0, "effect"],
      false,
    ],
    ["copying a mapping", (seen) => ({ ...seen.budgets }), ["budgets", "max_steps"], true],
    ["saying it as JSON", (seen) => JSON.stringify(seen.tools), ["tools", 0, "effect"], true],
  ])("%s", (_name, rule, broken, saw) => {
    const watched = watch(value);
    rule(watched.value);
    expect(watched.sawAny([broken])).toBe(saw);
  });
});

function pathsOf(value: Json, at: Path = []): readonly Path[] {
  const steps = isJsonArray(value) ? [...value.keys()] : isJsonObject(value) ? Object.keys(value) : [];
  return [at, ...steps.flatMap((step) => pathsOf(partAt(value, [step]) ?? null, [...at, step]))];
}

function leavesOf(value: JsonObject): readonly Path[] {
  return pathsOf(value).filter((path) => {
    const part = partAt(value, path);
    return !isJsonObject(part) && !isJsonArray(part);
  });
}

/** Positions do not count: lists are sorted on the way. */
function isIn(path: Path, part: Path): boolean {
  return part.every(
    (step, index) => path[index] === step || (typeof step === "number" && typeof path[index] === "number"),
  );
}
