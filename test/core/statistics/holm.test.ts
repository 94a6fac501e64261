import fc from "fast-check";
import { expect, test } from "vitest";
import { holm } from "../../../src/core/statistics/holm.ts";

test.each<[readonly number[], readonly number[]]>([
  [[], []],
  [[0.03], [0.03]],
  [
    [0.01, 0.04, 0.03, 0.005],
    [0.03, 0.06, 0.06, 0.02],
  ],
  [
    [0.02, 0.02],
    [0.04, 0.04],
  ],
  [
    [0.9, 0.8],
    [1, 1],
  ],
])("%j becomes %j", (ps, adjusted) => {
  expect(holm(ps).map((p) => Number(p.toFixed(12)))).toEqual(adjusted);
});

const families = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

test("it refuses what Holm's steps refuse", () => {
  fc.assert(
    fc.property(families, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (ps, alpha) => {
      const ascending = ps.toSorted((left, right) => left - right);
      const stop = ascending.findIndex((p, place) => p * (ps.length - place) > alpha);
      const refused = stop === -1 ? ps.length : stop;
      expect(holm(ps).filter((p) => p <= alpha)).toHaveLength(refused);
    }),
  );
});

test("it keeps the order, lowers nothing, and rises with every p", () => {
  fc.assert(
    fc.property(families, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (ps, at, more) => {
      const adjusted = holm(ps);
      ps.forEach((p, index) => expect(adjusted[index]).toBeGreaterThanOrEqual(p));
      const raised = holm(ps.map((p, index) => (index === at % ps.length ? Math.max(p, more) : p)));
      adjusted.forEach((p, index) => expect(raised[index]).toBeGreaterThanOrEqual(p));
      const places = ps.map((_, index) => index).toSorted((left, right) => (ps[left] ?? 0) - (ps[right] ?? 0));
      const inOrder = places.map((index) => adjusted[index] ?? 0);
      expect(inOrder).toEqual(inOrder.toSorted((left, right) => left - right));
    }),
  );
});
