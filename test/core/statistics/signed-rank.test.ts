import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signedRank, smallestSignedRank } from "../../../src/core/statistics/signed-rank.ts";
import { normalAtLeast, sequences } from "./exactly.ts";

describe("examples of others", () => {
  test("R's wilcox.test: depression before and after", () => {
    const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const tested = signedRank(first.map((value, index) => value - (second[index] ?? Number.NaN)));
    expect(tested).toMatchObject({ test: "Wilcoxon signed-rank", method: "exact" });
    // V = 40 of 45.
    expect(tested.greater).toBeCloseTo(10 / 512, 12);
    expect(tested.effect).toBeCloseTo((2 * 40) / 45 - 1, 12);
  });

  test("SciPy's wilcoxon: the heights of crossed and of self-fertilised plants", () => {
    const differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];
    const { greater, less } = signedRank(differences);
    expect(greater).toBeCloseTo(0.0206298828125, 13);
    expect(2 * Math.min(greater, less)).toBeCloseTo(0.041259765625, 13);
  });

  // The largest sum of ranks of the rarer sign, of tables for 5 % of both tails.
  test.each([
    [6, 0],
    [7, 2],
    [8, 3],
    [10, 8],
    [15, 25],
    [20, 52],
    [25, 89],
  ])("tables of critical values: %i pairs, T ≤ %i", (pairs, critical) => {
    expect(2 * lessAt(pairs, critical)).toBeLessThanOrEqual(0.05);
    expect(2 * lessAt(pairs, critical + 1)).toBeGreaterThan(0.05);
  });
});

const few = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 });
const some = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 30 });

test("p is the share of all signs with which as much, or as little, rises", () => {
  fc.assert(
    fc.property(few, (differences) => {
      const { greater, less, effect } = signedRank(differences);
      const all = sequences(differences.length).map((signs) =>
        riseOf(differences.map((difference, index) => (signs[index] === true ? difference : -difference))),
      );
      const observed = riseOf(differences);
      expect(greater).toBeCloseTo(all.filter((one) => one >= observed).length / all.length, 12);
      expect(less).toBeCloseTo(all.filter((one) => one <= observed).length / all.length, 12);
      const most = riseOf(differences.map(Math.abs));
      expect(effect).toBeCloseTo(most === 0 ? 0 : observed / most, 12);
    }),
    { numRuns: 60 },
  );
});

test("the sides are each other's mirror", () => {
  fc.assert(
    fc.property(some, (differences) => {
      const [one, other] = [signedRank(differences), signedRank(differences.map((difference) => -difference))];
      expect(other.greater).toBeCloseTo(one.less, 12);
      expect(other.effect).toBeCloseTo(-one.effect, 12);
      expect(one.greater + one.less).toBeGreaterThanOrEqual(1 - 1e-12);
      for (const p of [one.greater, one.less]) expect(p).toSatisfy((chance: number) => chance > 0 && chance <= 1);
    }),
  );
});

test("only signs and the order of sizes count", () => {
  fc.assert(
    fc.property(some, (differences) => {
      expect(signedRank(differences.map((difference) => difference ** 3 / 7))).toEqual(signedRank(differences));
    }),
  );
});

test("where every pair rises more, that it rises is never less certain", () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 20 }), (differences, more) => {
      const [before, after] = [signedRank(differences), signedRank(differences.map((difference) => difference + more))];
      expect(after.greater).toBeLessThanOrEqual(before.greater + 1e-12);
      expect(after.less).toBeGreaterThanOrEqual(before.less - 1e-12);
    }),
    { numRuns: 1_000 },
  );
});

test("no p is below what so many pairs can bring, and the clearest outcome brings it", () => {
  fc.assert(
    fc.property(some, (differences) => {
      const smallest = smallestSignedRank(differences.length);
      const { greater, less } = signedRank(differences);
      expect(Math.min(greater, less)).toBeGreaterThanOrEqual(smallest);
      expect(signedRank(differences.map((difference) => difference + 31)).greater).toBe(smallest);
    }),
  );
});

test.each([[[]], [[0]], [[0, 0, 0]]])("nothing is shown by %j", (differences) => {
  expect(signedRank(differences)).toMatchObject({ greater: 1, less: 1, effect: 0 });
});

test("many pairs are asked the normal distribution, with the variance of R's wilcox.test", () => {
  // 400 pairs in 4 groups of equal size, of which 230 rise.
  const differences = Array.from({ length: 400 }, (_, index) => ((index % 4) + 1) * (index < 230 ? 1 : -1));
  const tested = signedRank(differences);
  expect(tested.method).toBe("normal approximation");
  const sizes = [50.5, 150.5, 250.5, 350.5];
  const rose = differences.reduce((sum, one) => sum + (one > 0 ? (sizes[one - 1] ?? 0) : 0), 0);
  const deviation = Math.sqrt((400 * 401 * 801) / 24 - (4 * (100 ** 3 - 100)) / 48);
  const z = (rose - (400 * 401) / 4 - 0.5) / deviation;
  expect(z).toBeGreaterThan(2);
  expect(tested.greater).toBeCloseTo(normalAtLeast(z), 8);
  expect(tested.less).toBeCloseTo(1 - normalAtLeast(z + 1 / deviation), 8);
});

/** P(T ≤ t) of pairs without ties, from differences that have this sum of positive ranks. */
function lessAt(pairs: number, t: number): number {
  let left = t;
  const positive = new Set<number>();
  for (let rank = pairs; rank >= 1; rank -= 1) {
    if (rank > left) continue;
    positive.add(rank);
    left -= rank;
  }
  return signedRank(Array.from({ length: pairs }, (_, index) => (positive.has(index + 1) ? 1 : -1) * (index + 1))).less;
}

/** Ranks that rise less ranks that fall; zeros are ranked, and are neither. */
function riseOf(differences: readonly number[]): number {
  return differences.reduce((sum, difference) => {
    const smaller = differences.filter((other) => Math.abs(other) < Math.abs(difference)).length;
    const equal = differences.filter((other) => Math.abs(other) === Math.abs(difference)).length;
    return sum + Math.sign(difference) * (2 * smaller + equal + 1);
  }, 0);
}
