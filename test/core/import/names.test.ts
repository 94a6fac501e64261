import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractName, fileName, taskId, toolName, variableName } from "../../../src/core/import/names.ts";
import { isName } from "../../../src/core/name.ts";

describe("names are made of what things are called", () => {
  test.each([
    ["Text Summarizer", "text-summarizer"],
    ["Crème brûlée!", "creme-brulee"],
    ["2 fast 2 furious", "fast-2-furious"],
    ["a".repeat(60), "a".repeat(48)],
    ["日本語", null],
    ["con", null],
    ["", null],
  ])("the contract %s", (called, name) => {
    expect(contractName(called)).toBe(name);
  });

  test("a second of the same name has a number", () => {
    const taken = new Set<string>();
    expect(["a.b", "a b", "a_b"].map((called) => toolName(called, taken))).toEqual(["a_b", "a_b_2", "a_b_3"]);
    const files = new Set<string>();
    expect(["Read", "read", "con"].map((tool) => fileName(tool, files))).toEqual(["Read", "read_2", "con_"]);
    const ids = new Set<string>();
    expect(["Is kind", "Is kind!", ""].map((said, index) => taskId(said, index + 1, ids))).toEqual([
      "is-kind",
      "is-kind_2",
      "test_3",
    ]);
    expect(variableName("user-id", new Set(["user_id"]))).toBe("user_id_2");
    expect(variableName("1st", new Set())).toBe("_1st");
  });
});

test("whatever things are called, their names are ones, and each has its own", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("x".repeat(80), "-a", "con", "A B")), {
        maxLength: 8,
      }),
      (called) => {
        const [tools, tasks, variables] = [new Set<string>(), new Set<string>(), new Set<string>()];
        for (const [index, text] of called.entries()) {
          expect(isName("tool", toolName(text, tools))).toBe(true);
          expect(isName("task", taskId(text, index, tasks))).toBe(true);
          expect(variableName(text, variables)).toMatch(/^[A-Za-z_]\w*$/);
          const contract = contractName(text);
          expect(contract === null || isName("contract", contract)).toBe(true);
        }
        expect([tools.size, tasks.size, variables.size]).toEqual(Array(3).fill(called.length));
      },
    ),
  );
});
