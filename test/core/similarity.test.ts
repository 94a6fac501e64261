import fc from "fast-check";
import { expect, test } from "vitest";
import { similarity } from "../../src/core/similarity.ts";

test.each<[string, string, number]>([
  ["", "", 1],
  ["", "abc", 0],
  ["abcd", "abcd", 1],
  ["Your  refund\nis made", "your refund is MADE", 1],
  ["abcd", "abxy", 0.5],
  ["abcd", "ab", 0.5],
  ["abcd", "wxyz", 0],
])("%j and %j: %d", (left, right, share) => {
  expect(similarity(left, right)).toBeCloseTo(share);
});

const texts = fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));

test("it is a share, and does not depend on which text comes first", () => {
  fc.assert(
    fc.property(texts, ([left, right]) => {
      const share = similarity(left, right);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(similarity(right, left)).toBe(share);
    }),
  );
});

test("stopping early never changes whether it is enough", () => {
  fc.assert(
    fc.property(texts, fc.double({ min: 0, max: 1, noNaN: true }), ([left, right], enough) => {
      expect(similarity(left, right, enough) >= enough).toBe(similarity(left, right) >= enough);
    }),
  );
});
