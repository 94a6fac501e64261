import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sameLines } from "../../../src/core/diff/lines.ts";

describe("which line it was before", () => {
  test.each<[string, string, string, readonly (number | null)[]]>([
    ["nothing changed", "abc", "abc", [0, 1, 2]],
    ["one was added", "abc", "abxc", [0, 1, null, 2]],
    ["one was taken out", "abc", "ac", [0, 2]],
    ["one was replaced", "abc", "axc", [0, null, 2]],
    ["all is new", "abc", "xy", [null, null]],
    ["nothing was there", "", "ab", [null, null]],
    ["nothing is left", "ab", "", []],
  ])("%s", (_name, before, after, lines) => expect(sameLines([...before], [...after])).toEqual(lines));

  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 20 });

  test("it is the same line, and lines keep their order", () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const lines = sameLines(before, after);
        expect(lines.length).toBe(after.length);
        const kept = lines.flatMap((at, index) => (at === null ? [] : [{ at, index }]));
        for (const { at, index } of kept) expect(before[at]).toBe(after[index]);
        expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((left, right) => left - right));
      }),
    );
  });

  test("a text that is another one altogether is given up, not thought about for ever", () => {
    const lines = (from: number): readonly string[] => Array.from({ length: 20_000 }, (_, at) => `${from + at}`);
    expect(sameLines(lines(0), lines(100_000))).toEqual(lines(0).map(() => null));
  });
});
