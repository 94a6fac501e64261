import { expect, test } from "vitest";
import { toleratedOf } from "../../../src/core/analysis/tolerated.ts";
import { weighted } from "../statistics/sequential/weighted.ts";

const least = Number.MIN_VALUE;

test.each([
  ["20 % more", { kind: "relative", share: 0.2 }, "above", [10, 20], [12, 24], [1, 1]],
  ["20 % less", { kind: "relative", share: 0.2 }, "below", [10, 20], [8, 16], [1, 1]],
  ["25 % more of what is below 0", { kind: "relative", share: 0.25 }, "above", [-10, 10], [-8, 12.5], [1, 1]],
  ["three more", { kind: "absolute", amount: 3 }, "above", [-1, 0, 1], [2, 3, 4], [1, 1, 1]],
  ["three less", { kind: "absolute", amount: 3 }, "below", [-1, 0, 1], [-4, -3, -2], [1, 1, 1]],
  [
    "of 0, a trifle more",
    { kind: "relative", share: 0.2 },
    "above",
    [-10, 0, 0, 10],
    [-10 / 1.2, 0, least, 12],
    [1, 1.96, 0.04, 1],
  ],
  [
    "of 0, a trifle less",
    { kind: "relative", share: 0.2 },
    "below",
    [-10, 0, 0, 10],
    [-12.5, -least, 0, 8],
    [1, 0.04, 1.96, 1],
  ],
  ["of nothing but 0", { kind: "relative", share: 0.2 }, "above", [0], [0, least], [0.98, 0.02]],
  ["all of it less", { kind: "relative", share: 1.5 }, "below", [5, 10], [0, 0], [1, 1]],
  ["of nothing", { kind: "relative", share: 0.2 }, "above", [], [], []],
] as const)("%s", (_, tolerance, side, base, values, counts) => {
  const tolerated = toleratedOf(weighted(base), { tolerance, side });
  expect([...tolerated.values]).toEqual(values);
  expect([...tolerated.counts].map((count) => Number(count.toFixed(12)))).toEqual(counts);
  expect(tolerated.units).toBe(base.length);
});
