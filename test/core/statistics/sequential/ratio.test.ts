import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ratioRange } from "../../../../src/core/statistics/sequential/ratio.ts";
import { summaryOf } from "../../../../src/core/statistics/summary.ts";
import { weighted } from "./weighted.ts";

const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 20 });

test("the ratio is the median of all pairs of a value of head and one of base", () => {
  fc.assert(
    fc.property(values, values, (base, head) => {
      const range = ratioRange([{ base: weighted(base), head: weighted(head) }], 0.15, 0.05);
      const ratios = head.flatMap((one) => base.map((other) => Math.log(one / other)));
      expect(Math.log(range?.estimate ?? Number.NaN)).toBeCloseTo(summaryOf(ratios).median ?? Number.NaN, 3);
    }),
    { numRuns: 50 },
  );
});

test("head so many times as large has a ratio, and an interval, so many times as large", () => {
  fc.assert(
    fc.property(values, values, fc.double({ min: 0.2, max: 5, noNaN: true }), (base, head, times) => {
      const [before, after] = [1, times].map((factor) =>
        ratioRange([{ base: weighted(base), head: weighted(head.map((value) => value * factor)) }], 0.15, 0.05),
      );
      expect((after?.estimate ?? 0) / (before?.estimate ?? 0) / times).toBeCloseTo(1, 2);
      if (before?.low === null) expect(after?.low).toBeNull();
    }),
    { numRuns: 50 },
  );
});

describe("intervals", () => {
  test("hold the ratio, and narrow as more is seen", () => {
    const widths = [100, 400, 1_600, 6_400].map((size) => {
      const range = ratioRange([{ base: weighted(spread(size, 1)), head: weighted(spread(size, 1.9)) }], 0.15, 0.05);
      expect(range?.estimate).toBeCloseTo(1.9, 1);
      const [low, high] = [range?.low ?? Number.NaN, range?.high ?? Number.NaN];
      expect(low).toBeLessThan(1.9);
      expect(high).toBeGreaterThan(1.9);
      return high / low;
    });
    expect(widths).toEqual(widths.toSorted((one, other) => other - one));
    expect(widths.at(-1)).toBeLessThan(1.25);
  });

  test("are open where little is known", () => {
    const range = ratioRange([{ base: weighted([1, 2]), head: weighted([2, 3]) }], 0.15, 0.05);
    expect(range).toMatchObject({ low: null, high: null });
  });
});

test.each<[string, readonly number[], readonly number[]]>([
  ["nothing", [], []],
  ["zeros", [0, 0, 0], [0, 0]],
  ["a base of zeros", [0, 0, 0, 1], [5, 6]],
  ["a head of zeros", [5, 6, 7], [0, 0, 0]],
  ["values below 0", [-5, 6, 7], [1, 2, 3]],
])("no factor makes one of the other: %s", (_, base, head) => {
  expect(ratioRange([{ base: weighted(base), head: weighted(head) }], 0.15, 0.05)).toBeNull();
});

/** Values from a fifth to five times, as evenly as their logarithms go. */
function spread(size: number, times: number): readonly number[] {
  return Array.from({ length: size }, (_, at) => times * 5 ** ((2 * at) / (size - 1) - 1));
}
