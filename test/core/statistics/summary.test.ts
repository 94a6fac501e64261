import fc from "fast-check";
import { expect, test } from "vitest";
import { samplesForP95, summaryOf } from "../../../src/core/statistics/summary.ts";

test.each<[string, readonly number[], number | null, number | null]>([
  ["none", [], null, null],
  ["one", [7], 7, null],
  ["two", [10, 20], 15, null],
  ["three, in no order", [9, 1, 5], 5, null],
  ["ten times ten", Array.from({ length: 10 }, () => 10), 10, null],
  ["0 to 19: too few", counted(20), 9.5, null],
  ["0 to 20: one above", counted(21), 10, 19],
  ["0 to 100", counted(101), 50, 95],
  // 0.95 × 99 = 94.05: a twentieth of the way from the 95th to the 96th.
  ["1 to 100", counted(100).map((value) => value + 1), 50.5, 95.05],
])("median and p95 of %s", (_, samples, median, p95) => {
  const summary = summaryOf(samples);
  expect(summary.samples).toBe(samples.length);
  expect(summary.median).toBe(median);
  expect(summary.p95).toEqual(p95 === null ? null : expect.closeTo(p95, 10));
});

test("from so many samples on, and no sooner, the largest one does not change the p95", () => {
  for (const size of [samplesForP95 - 1, samplesForP95]) {
    // The quantile that would be told, by its definition.
    const place = 0.95 * (size - 1);
    expect(Math.ceil(place) === size - 1).toBe(size < samplesForP95);
  }
  expect(summaryOf([...counted(20), 1_000]).p95).toBe(19);
});

test("it does not depend on the order, and moves with the unit", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 50 }), (samples) => {
      const summary = summaryOf(samples);
      expect(summaryOf(samples.toReversed())).toEqual(summary);
      const doubled = summaryOf(samples.map((value) => value * 2));
      expect(doubled.median).toBeCloseTo(2 * (summary.median ?? Number.NaN), 9);
      const ascending = samples.toSorted((left, right) => left - right);
      const half = ascending.length / 2;
      const middle = ((ascending[Math.ceil(half - 1)] ?? 0) + (ascending[Math.floor(half)] ?? 0)) / 2;
      expect(summary.median).toBe(middle);
    }),
  );
});

function counted(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
