import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passAtK, passHatK } from "../../../src/core/statistics/pass-at-k.ts";
import { successRate } from "../../../src/core/statistics/success-rate.ts";
import { choose, divisions, mean } from "./exactly.ts";
import { endsOf } from "./plans.ts";

const fixed = fc
  .record({ trials: fc.integer({ min: 1, max: 9 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .chain(({ trials, share }) =>
    fc.record({
      tally: fc.constant({ successes: Math.round(share * trials), trials, until: null }),
      k: fc.integer({ min: 1, max: trials }),
    }),
  );

test.each<[number, number, number, number | null, number | null]>([
  [5, 2, 1, 0.4, 0.4],
  [5, 2, 2, 0.7, 0.1],
  [5, 2, 4, 1, 0],
  [10, 3, 2, 1 - 21 / 45, 3 / 45],
  [200, 100, 1, 0.5, 0.5],
  [4, 4, 4, 1, 1],
  [4, 0, 1, 0, 0],
  [4, 2, 5, null, null],
  [0, 0, 1, null, null],
])("%i trials, %i successes, k = %i: pass@k %d, pass^k %d", (trials, successes, k, some, every) => {
  const tally = { successes, trials, until: null };
  expect(passAtK(tally, k).estimate).toEqual(some === null ? null : expect.closeTo(some, 12));
  expect(passHatK(tally, k).estimate).toEqual(every === null ? null : expect.closeTo(every, 12));
});

test("it is the share of all choices of k trials in which one passed, or all", () => {
  fc.assert(
    fc.property(fixed, ({ tally, k }) => {
      const outcomes = Array.from({ length: tally.trials }, (_, index) => index < tally.successes);
      const choices = divisions(outcomes, k).map(({ chosen }) => chosen);
      expect(passAtK(tally, k).estimate).toBeCloseTo(mean(choices.map((all) => Number(all.includes(true)))), 12);
      expect(passHatK(tally, k).estimate).toBeCloseTo(mean(choices.map((all) => Number(!all.includes(false)))), 12);
    }),
  );
});

test("with one run both are the success rate; with more runs pass@k rises and pass^k falls", () => {
  fc.assert(
    fc.property(fixed, ({ tally }) => {
      const ks = Array.from({ length: tally.trials }, (_, index) => index + 1);
      const [some, every] = [ks.map((k) => passAtK(tally, k)), ks.map((k) => passHatK(tally, k))];
      const rate = successRate(tally);
      for (const one of [some[0], every[0]]) {
        expect(one?.estimate).toBeCloseTo(rate.estimate ?? Number.NaN, 12);
        expect(one?.low).toBeCloseTo(rate.low, 12);
        expect(one?.high).toBeCloseTo(rate.high, 12);
      }
      for (const part of ["estimate", "low", "high"] as const) {
        expect(some.map((one) => one[part])).toEqual(some.map((one) => one[part]).toSorted(ascending));
        expect(every.map((one) => one[part])).toEqual(every.map((one) => one[part]).toSorted(descending));
      }
    }),
  );
});

test("one success more is never less", () => {
  fc.assert(
    fc.property(fixed, ({ tally, k }) => {
      fc.pre(tally.successes < tally.trials);
      const more = { ...tally, successes: tally.successes + 1 };
      for (const of of [passAtK, passHatK]) {
        expect(of(more, k).estimate).toBeGreaterThanOrEqual(of(tally, k).estimate ?? Number.NaN);
        expect(of(more, k).low).toBeGreaterThanOrEqual(of(tally, k).low);
        expect(of(more, k).high).toBeGreaterThanOrEqual(of(tally, k).high);
      }
    }),
  );
});

describe("free of bias: over all outcomes the estimates are the truth in the mean", () => {
  const rates = [0.05, 0.3, 0.5, 0.77, 0.98];

  test.each([1, 2, 5, 9])("of %i trials", (trials) => {
    for (const rate of rates) {
      for (let k = 1; k <= trials; k += 1) {
        let [some, every] = [0, 0];
        for (let successes = 0; successes <= trials; successes += 1) {
          const chance = Number(choose(trials, successes)) * rate ** successes * (1 - rate) ** (trials - successes);
          some += chance * (passAtK({ successes, trials, until: null }, k).estimate ?? Number.NaN);
          every += chance * (passHatK({ successes, trials, until: null }, k).estimate ?? Number.NaN);
        }
        expect(some).toBeCloseTo(1 - (1 - rate) ** k, 12);
        expect(every).toBeCloseTo(rate ** k, 12);
      }
    }
  });

  test.each([
    [1, 1],
    [3, 2],
    [5, 4],
    [5, 5],
    [5, 1],
    [9, 6],
  ])("of %i runs of which %i must pass, ended as soon as they are decided", (runs, pass) => {
    const ends = endsOf({ runs, pass });
    const meanAt = (rate: number, of: typeof passAtK, k: number): number =>
      ends.reduce((sum, { tally, chanceAt }) => sum + chanceAt(rate) * (of(tally, k).estimate ?? Number.NaN), 0);
    for (const rate of rates) {
      for (let k = 1; k <= pass; k += 1) expect(meanAt(rate, passHatK, k)).toBeCloseTo(rate ** k, 12);
      for (let k = 1; k <= runs - pass + 1; k += 1)
        expect(meanAt(rate, passAtK, k)).toBeCloseTo(1 - (1 - rate) ** k, 12);
    }
    expect(ends.map(({ tally }) => passHatK(tally, pass + 1).estimate)).toEqual(ends.map(() => null));
    expect(ends.map(({ tally }) => passAtK(tally, runs - pass + 2).estimate)).toEqual(ends.map(() => null));
  });

  test("trials that ended undecided, because some were not measured, count as they are", () => {
    const tally = { successes: 3, trials: 4, until: { runs: 5, pass: 4 } };
    expect(passHatK(tally, 2).estimate).toBeCloseTo(0.5, 12);
    expect(passHatK(tally, 5).estimate).toBeNull();
  });
});

function ascending(left: number | null, right: number | null): number {
  return (left ?? 0) - (right ?? 0);
}

function descending(left: number | null, right: number | null): number {
  return ascending(right, left);
}
