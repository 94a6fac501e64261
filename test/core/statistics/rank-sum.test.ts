import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankSum, smallestRankSum } from "../../../src/core/statistics/rank-sum.ts";
import { choose, divisions, normalAtLeast } from "./exactly.ts";

describe("examples of others", () => {
  test("R's wilcox.test: permeability of a membrane", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const weeks = [1.15, 0.88, 0.9, 0.74, 1.21];
    const tested = rankSum(weeks, term);
    expect(tested).toMatchObject({ test: "Mann-Whitney U", method: "exact" });
    expect(tested.greater).toBeCloseTo(0.1272, 4);
    // W = 35 of 50 couples.
    expect(tested.effect).toBeCloseTo((2 * 35) / 50 - 1, 12);
  });

  test("SciPy's mannwhitneyu: the age at which diabetes was found", () => {
    const [men, women] = [
      [19, 22, 16, 29, 24],
      [20, 11, 17, 12],
    ];
    const tested = rankSum(women, men);
    expect(2 * tested.greater).toBeCloseTo(0.1111111111111111, 12);
    expect(tested.effect).toBeCloseTo((2 * 17) / 20 - 1, 12);
  });

  // The largest U of tables for 5 % of both tails.
  test.each([
    [4, 4, 0],
    [5, 5, 2],
    [6, 6, 5],
    [8, 8, 13],
    [10, 10, 23],
    [5, 10, 8],
    [12, 12, 37],
    [20, 20, 127],
  ])("tables of critical values: %i and %i samples, U ≤ %i", (base, head, critical) => {
    expect(2 * lessAt(base, head, critical)).toBeLessThanOrEqual(0.05);
    expect(2 * lessAt(base, head, critical + 1)).toBeGreaterThan(0.05);
  });
});

const few = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });
const some = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 });

test("p is the share of all divisions that rank head as high, or as low", () => {
  fc.assert(
    fc.property(few, few, (base, head) => {
      const { greater, less, effect } = rankSum(base, head);
      const all = divisions([...base, ...head], head.length).map(({ chosen, left }) => delta(left, chosen));
      const observed = delta(base, head);
      expect(greater).toBeCloseTo(all.filter((one) => one >= observed - 1e-9).length / all.length, 12);
      expect(less).toBeCloseTo(all.filter((one) => one <= observed + 1e-9).length / all.length, 12);
      expect(effect).toBeCloseTo(observed, 12);
    }),
    { numRuns: 60 },
  );
});

test("the sides are each other's mirror", () => {
  fc.assert(
    fc.property(some, some, (base, head) => {
      const [one, other] = [rankSum(base, head), rankSum(head, base)];
      expect(other.greater).toBeCloseTo(one.less, 12);
      expect(other.less).toBeCloseTo(one.greater, 12);
      expect(other.effect).toBeCloseTo(-one.effect, 12);
      expect(one.greater + one.less).toBeGreaterThanOrEqual(1 - 1e-12);
      for (const p of [one.greater, one.less]) expect(p).toSatisfy((chance: number) => chance > 0 && chance <= 1);
    }),
  );
});

test("only the order of the values counts", () => {
  fc.assert(
    fc.property(some, some, (base, head) => {
      const bent = (value: number): number => Math.exp(value / 10) - 3;
      expect(rankSum(base.map(bent), head.map(bent))).toEqual(rankSum(base, head));
    }),
  );
});

test("where head uses more, that it uses more is never less certain", () => {
  fc.assert(
    fc.property(some, some, fc.integer({ min: 0, max: 30 }), (base, head, more) => {
      const [before, after] = [
        rankSum(base, head),
        rankSum(
          base,
          head.map((value) => value + more),
        ),
      ];
      expect(after.greater).toBeLessThanOrEqual(before.greater + 1e-12);
      expect(after.less).toBeGreaterThanOrEqual(before.less - 1e-12);
      expect(after.effect).toBeGreaterThanOrEqual(before.effect - 1e-12);
    }),
  );
});

test("no p is below what so many samples can bring, and the clearest outcome brings it", () => {
  fc.assert(
    fc.property(some, some, (base, head) => {
      const smallest = smallestRankSum(base.length, head.length);
      const { greater, less } = rankSum(base, head);
      expect(Math.min(greater, less)).toBeGreaterThanOrEqual(smallest * (1 - 1e-9));
      expect(
        rankSum(
          base,
          head.map((value) => value + 100),
        ).greater / smallest,
      ).toBeCloseTo(1, 9);
      expect(smallest * Number(choose(base.length + head.length, head.length))).toBeCloseTo(1, 9);
    }),
  );
});

test.each<[readonly number[], readonly number[], number]>([
  [[], [], 1],
  [[], [1, 2], 1],
  [[3, 3, 3], [3, 3], 1],
])("nothing is shown by %j and %j", (base, head, p) => {
  expect(rankSum(base, head)).toMatchObject({ greater: p, less: p, effect: 0 });
});

describe("many samples", () => {
  test("are asked the normal distribution: SciPy's example of men and women, without exactness", () => {
    // Forty times the same: the exact test would add for minutes.
    const [men, women] = [repeated([19, 22, 16, 29, 24], 40), repeated([20, 11, 17, 12], 40)];
    const tested = rankSum(women, men);
    expect(tested.method).toBe("normal approximation");
    expect(tested.effect).toBeCloseTo((2 * 17) / 20 - 1, 12);
    expect(tested.greater).toBeLessThan(1e-15);
    expect(tested.less).toBeGreaterThan(0.999999);
  });

  test("have the variance of R's wilcox.test, ties and continuity corrected", () => {
    // 120 of each side in three values: ranks of 60.5, 160.5 and 220.5.
    const base = [...repeated([1], 70), ...repeated([2], 40), ...repeated([3], 10)];
    const head = [...repeated([1], 50), ...repeated([2], 40), ...repeated([3], 30)];
    const sum = 50 * 60.5 + 40 * 160.5 + 30 * 220.5;
    const ties = 120 ** 3 - 120 + 80 ** 3 - 80 + 40 ** 3 - 40;
    const deviation = Math.sqrt(((120 * 120) / 12) * (241 - ties / (240 * 239)));
    const tested = rankSum(base, head);
    expect(tested.method).toBe("normal approximation");
    expect(tested.greater).toBeCloseTo(normalAtLeast((sum - (120 * 241) / 2 - 0.5) / deviation), 7);
  });

  test("bring what as many exact ones would, near the limit", () => {
    for (const shift of [0, 2, 4, 8]) {
      const [base, head] = [scattered(41, 0), scattered(41, shift)];
      const [exact, normal] = [rankSum(base, head), rankSum([...base, ...base], [...head, ...head])];
      expect(exact.method).toBe("exact");
      expect(normal.method).toBe("normal approximation");
      expect(normal.effect).toBeCloseTo(exact.effect, 12);
      expect(zOf(normal.greater) / Math.SQRT2).toBeCloseTo(zOf(exact.greater), 1);
    }
  });

  test("that are all equal show nothing", () => {
    const equal = Array.from({ length: 200 }, () => 5);
    expect(rankSum(equal, equal)).toMatchObject({ greater: 1, less: 1, effect: 0 });
  });
});

/** P(U ≤ u) of samples without ties, from a sample of head that has this U. */
function lessAt(base: number, head: number, u: number): number {
  const low = Array.from({ length: head }, (_, index) => -1 - index / head);
  let left = u;
  const values = low.map((value) => {
    const above = Math.min(base, left);
    left -= above;
    return above === 0 ? value : above + 0.5 + value / 10;
  });
  return rankSum(
    Array.from({ length: base }, (_, index) => index + 1),
    values,
  ).less;
}

/** How much more often a value of head is above one of base than below. */
function delta(base: readonly number[], head: readonly number[]): number {
  const signs = head.flatMap((one) => base.map((other) => Math.sign(one - other)));
  return signs.reduce((sum, sign) => sum + sign, 0) / signs.length;
}

function repeated(values: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => values).flat();
}

/** Values without an order, and always the same. */
function scattered(size: number, shift: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => ((index * 37) % 41) + shift);
}

/** How many standard deviations a chance is away from the middle, by bisection of the series of the normal integral. */
function zOf(chance: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalAtLeast(middle) > chance) low = middle;
    else high = middle;
  }
  return low;
}
