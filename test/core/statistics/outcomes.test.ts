import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fisher, mcNemar, tallyOf, testOutcomes } from "../../../src/core/statistics/outcomes.ts";
import { rankSum } from "../../../src/core/statistics/rank-sum.ts";
import { signedRank } from "../../../src/core/statistics/signed-rank.ts";
import { choose } from "./exactly.ts";

describe("McNemar's test", () => {
  test.each([
    [0, 0, 1, 1, 0],
    [0, 5, 1 / 32, 1, 1],
    [1, 5, 7 / 64, 63 / 64, 4 / 6],
    [5, 1, 63 / 64, 7 / 64, -4 / 6],
    [3, 3, 42 / 64, 42 / 64, 0],
  ])("%i lost and %i gained", (lost, gained, greater, less, effect) => {
    const tested = mcNemar({ lost, gained });
    expect(tested).toMatchObject({ test: "McNemar", method: "exact" });
    expect(tested.greater).toBeCloseTo(greater, 12);
    expect(tested.less).toBeCloseTo(less, 12);
    expect(tested.effect).toBeCloseTo(effect, 12);
  });

  test("R's mcnemar.test, in its exact form: approval of a President", () => {
    const { greater, less } = mcNemar({ lost: 150, gained: 86 });
    const rarer = Array.from({ length: 87 }, (_, gained) => choose(236, gained)).reduce((sum, ways) => sum + ways, 0n);
    expect(less / (Number(rarer) / 2 ** 236)).toBeCloseTo(1, 10);
    expect(2 * less).toBeCloseTo(3.716e-5, 8);
    expect(greater).toBeGreaterThan(0.9999);
  });

  test("is the test of signed ranks, of pairs that are 0 or 1", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ base: fc.boolean(), head: fc.boolean() })), (pairs) => {
        const ranked = signedRank(pairs.map(({ base, head }) => Number(head) - Number(base)));
        const tested = testOutcomes({ kind: "pairs", pairs });
        for (const part of ["greater", "less", "effect"] as const) expect(tested[part]).toBeCloseTo(ranked[part], 10);
      }),
    );
  });
});

describe("Fisher's test", () => {
  test("the lady who tastes tea, three cups of four", () => {
    const tested = fisher({ successes: 1, trials: 4 }, { successes: 3, trials: 4 });
    expect(tested).toMatchObject({ test: "Fisher", method: "exact", effect: 0.5 });
    expect(tested.greater).toBeCloseTo(17 / 70, 12);
    expect(tested.less).toBeCloseTo(69 / 70, 12);
  });

  test("of no trials shows nothing", () => {
    const tested = fisher({ successes: 0, trials: 0 }, { successes: 3, trials: 4 });
    expect(tested.effect).toBe(0.75);
    expect([tested.greater, tested.less].map((p) => p.toFixed(9))).toEqual(["1.000000000", "1.000000000"]);
  });

  test("is the test of rank sums, of values that are 0 or 1", () => {
    const outcomes = fc.array(fc.boolean(), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(outcomes, outcomes, (base, head) => {
        const ranked = rankSum(base.map(Number), head.map(Number));
        const tested = testOutcomes({ kind: "trials", base, head });
        for (const part of ["greater", "less", "effect"] as const) expect(tested[part]).toBeCloseTo(ranked[part], 10);
      }),
    );
  });
});

test("outcomes are counted", () => {
  expect(tallyOf([true, false, true])).toEqual({ successes: 2, trials: 3 });
});
