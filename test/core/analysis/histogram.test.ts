import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histogramOf } from "../../../src/core/analysis/histogram.ts";
import { weighted } from "../statistics/sequential/weighted.ts";

const values = fc.array(fc.oneof(fc.integer({ min: -20, max: 50 }), fc.double({ min: 0, max: 1e6, noNaN: true })), {
  maxLength: 30,
});

describe("laws", () => {
  test("the bins of a side hold all of it, and their edges rise", () => {
    fc.assert(
      fc.property(values, values, (base, head) => {
        const seen = histogramOf({ base: weighted(base), head: weighted(head) });
        for (const [side, all] of [
          [seen.base, base],
          [seen.head, head],
        ] as const) {
          expect(side).toHaveLength(Math.max(0, seen.edges.length - 1));
          expect(sum(side)).toBeCloseTo(all.length === 0 ? 0 : 1, 9);
        }
        for (const [at, edge] of seen.edges.entries()) expect(edge).toBeGreaterThan(seen.edges[at - 1] ?? -Infinity);
        const [lowest, largest] = [Math.min(...base, ...head), Math.max(...base, ...head)];
        if (base.length + head.length > 0) {
          expect(seen.edges[0]).toBeLessThanOrEqual(lowest);
          expect(seen.edges.at(-1)).toBeGreaterThanOrEqual(largest);
        }
      }),
    );
  });

  test("the widest numbers there are have edges too", () => {
    const widest = weighted([-1e308, 1e308]);
    expect(histogramOf({ base: widest, head: widest }).edges.every(Number.isFinite)).toBe(true);
  });

  test("both sides are told by one scale", () => {
    fc.assert(
      fc.property(values, (all) => {
        const seen = histogramOf({ base: weighted(all), head: weighted(all) });
        expect(seen.head).toEqual(seen.base);
      }),
    );
  });
});

test("what is 0 has a bin of its own", () => {
  const { edges, base } = histogramOf({ base: weighted([0, 0, 0, 10]), head: weighted([1_000]) });
  expect(edges.slice(0, 2)).toEqual([0, 10]);
  expect(edges.at(-1)).toBe(1_000);
  expect(base.slice(0, 2)).toEqual([0.75, 0.25]);
});

test.each([
  ["nothing", [], []],
  ["zeros", [0, 0], [0, 1]],
  ["one value", [5, 5], [5, 5.5]],
])("%s", (_, all, edges) => {
  expect(histogramOf({ base: weighted(all), head: weighted(all) }).edges).toEqual(edges);
});

test("below 0 all bins are equally wide", () => {
  const { edges } = histogramOf({ base: weighted([-12]), head: weighted([12]) });
  expect(edges).toHaveLength(25);
  expect(edges.map((edge) => Math.round(edge))).toEqual(Array.from({ length: 25 }, (_unused, at) => at - 12));
});

function sum(all: readonly number[]): number {
  return all.reduce((one, other) => one + other, 0);
}
