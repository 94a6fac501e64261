import { expect, test } from "vitest";
import { bothTails, isRare, nearNormal } from "../../../src/core/statistics/test.ts";

test("a sum near the normal distribution: SciPy's mannwhitneyu of five men and four women, by approximation", () => {
  const { greater, less } = nearNormal(17, 10, (5 * 4 * 10) / 12);
  expect(bothTails(greater)).toBeCloseTo(0.11134688653314041, 7);
  expect(less).toBeGreaterThan(0.94);
});

test.each([
  [0.01, 0.02],
  [0.5, 1],
  [0.7, 1],
])("both tails of %d: %d", (tail, p) => {
  expect(bothTails(tail)).toBe(p);
});

test("a p that is as rare as it has to be is rare, however it was rounded", () => {
  expect(isRare(0.1 + 0.2, 0.3)).toBe(true);
  expect(isRare(0.3001, 0.3)).toBe(false);
});
