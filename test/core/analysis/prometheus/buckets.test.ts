import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaledBatches } from "../../../../src/core/analysis/prometheus/batches.ts";
import { bucketsOf, distributionOf } from "../../../../src/core/analysis/prometheus/buckets.ts";

const infinite = Number.POSITIVE_INFINITY;

describe("buckets", () => {
  test("small whole numbers are what they are", () => {
    const buckets = [
      { most: 0, count: 2 },
      { most: 1, count: 5 },
      { most: 3, count: 9 },
      { most: infinite, count: 10 },
    ];
    const { values, counts, units } = distributionOf(buckets, true, 4);
    expect([[...values], [...counts], units]).toEqual([[0, 1, 2, 3], [2, 3, 2, 3], 4]);
  });

  test("others are spread at equal ratios, and nothing is beyond the last bound", () => {
    const buckets = [
      { most: 100, count: 0 },
      { most: 200, count: 16 },
      { most: infinite, count: 16 },
    ];
    const { values, counts } = distributionOf(buckets, false, 16);
    expect(values).toHaveLength(8);
    expect([...counts]).toEqual(Array.from({ length: 8 }, () => 2));
    const ratios = [...values].slice(1).map((value, index) => value / (values[index] ?? 0));
    for (const ratio of ratios) expect(ratio).toBeCloseTo(2 ** (1 / 8), 9);
    expect([Math.min(...values) > 100, Math.max(...values) < 200]).toEqual([true, true]);
  });

  test("units are never more than there are runs", () => {
    expect(distributionOf([{ most: 1, count: 3 }], true, 9).units).toBe(3);
    expect(distributionOf([], true, 9)).toMatchObject({ units: 0 });
  });

  test("one bound of two exporters is one bucket", () => {
    const row = (le: string, value: number) => ({ labels: { le }, points: [{ at: 1, value }] });
    expect(bucketsOf([row("+Inf", 9), row("10", 1), row("10.0", 2), row("", 7)])).toEqual([
      { most: 10, count: 3 },
      { most: infinite, count: 9 },
    ]);
  });

  test("law: nothing is lost, and values ascend, whatever a server estimates", () => {
    const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(bounds, fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 13 }), (most, more) => {
        let count = 0;
        const buckets = [...most.toSorted((a, b) => a - b), infinite].map((bound, index) => {
          count += more[index] ?? 0;
          return { most: bound, count };
        });
        const { values, counts, units } = distributionOf(buckets, true, 1e9);
        expect(counts.reduce((sum, one) => sum + one, 0)).toBeCloseTo(Math.round(count), 6);
        expect(units).toBe(Math.round(count));
        expect([...values]).toEqual([...new Set(values)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("batches", () => {
  const counts = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
    .map(([one, other]) => ({ successes: Math.min(one, other), trials: Math.max(one, other) }));

  test("law: whole numbers, no more hits than trials, and the sums are right", () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 50 }), fc.double({ min: 0.05, max: 1, noNaN: true }), (all, share) => {
        const scaled = scaledBatches(all, share);
        const sum = (of: typeof all, what: "successes" | "trials"): number =>
          of.reduce((total, one) => total + one[what], 0);
        expect(scaled).toHaveLength(all.length);
        for (const { successes, trials } of scaled) {
          expect([Number.isInteger(successes), Number.isInteger(trials), successes <= trials]).toEqual([
            true,
            true,
            true,
          ]);
        }
        expect(Math.abs(sum([...scaled], "trials") - share * sum(all, "trials"))).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Math.abs(sum([...scaled], "successes") - share * sum(all, "successes"))).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  test("a rare thing is neither lost nor made of nothing", () => {
    const rare = Array.from({ length: 30 }, (_, index) => ({ successes: index % 10 === 0 ? 1 : 0, trials: 10 }));
    const scaled = scaledBatches(rare, 1 / 3);
    expect(scaled.reduce((sum, { successes }) => sum + successes, 0)).toBe(1);
  });
});
