import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceOfAtLeast } from "../../../src/core/statistics/binomial.ts";
import { successRate } from "../../../src/core/statistics/success-rate.ts";
import { exactChance } from "./exactly.ts";
import { endsOf } from "./plans.ts";

test.each<[number, number, number, number]>([
  // The example of R's binom.test: Mendel's peas.
  [682, 925, 0.7076683, 0.7654066],
  // Tables of Clopper and Pearson.
  [5, 10, 0.187086, 0.812914],
  [7, 10, 0.3475471, 0.9332605],
  [8, 10, 0.4439045, 0.9747893],
  // With no success or no failure one term is left: x^n = 0.025.
  [0, 10, 0, 1 - 0.025 ** (1 / 10)],
  [10, 10, 0.025 ** (1 / 10), 1],
  [0, 1, 0, 0.975],
  [0, 1_000, 0, 1 - 0.025 ** (1 / 1_000)],
])("%i of %i: from %d to %d", (successes, trials, low, high) => {
  const rate = successRate({ successes, trials });
  expect(rate.estimate).toBeCloseTo(successes / trials, 12);
  expect(rate.low).toBeCloseTo(low, 7);
  expect(rate.high).toBeCloseTo(high, 7);
});

test("nothing is known of no trials", () => {
  expect(successRate({ successes: 0, trials: 0 })).toEqual({ estimate: null, low: 0, high: 1 });
});

const tallies = fc
  .integer({ min: 1, max: 60 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }));
const confidences = fc.constantFrom(0.8, 0.9, 0.95, 0.99);

test("at its bounds the outcome is as rare as it says", () => {
  fc.assert(
    fc.property(tallies, confidences, ({ successes, trials }, confidence) => {
      const { low, high } = successRate({ successes, trials }, confidence);
      const outside = (1 - confidence) / 2;
      if (successes > 0) expect(exactChance(successes, trials, low)).toBeCloseTo(outside, 9);
      if (successes < trials) expect(1 - exactChance(successes + 1, trials, high)).toBeCloseTo(outside, 9);
    }),
  );
});

test("it holds what was observed, rises with every success, and narrows with less confidence", () => {
  fc.assert(
    fc.property(tallies, ({ successes, trials }) => {
      const [rate, wider] = [successRate({ successes, trials }), successRate({ successes, trials }, 0.99)];
      expect(rate.low).toBeLessThanOrEqual(successes / trials);
      expect(rate.high).toBeGreaterThanOrEqual(successes / trials);
      expect(wider.low).toBeLessThanOrEqual(rate.low);
      expect(wider.high).toBeGreaterThanOrEqual(rate.high);
      const more = successRate({ successes: successes + 1, trials: trials + 1 });
      expect(more.low).toBeGreaterThanOrEqual(rate.low);
      expect(more.high).toBeGreaterThanOrEqual(rate.high - 1e-12);
    }),
  );
});

test("successes and failures are each other's mirror", () => {
  fc.assert(
    fc.property(tallies, ({ successes, trials }) => {
      const [rate, mirrored] = [
        successRate({ successes, trials }),
        successRate({ successes: trials - successes, trials }),
      ];
      expect(mirrored.low).toBeCloseTo(1 - rate.high, 12);
      expect(mirrored.high).toBeCloseTo(1 - rate.low, 12);
    }),
  );
});

describe("it holds the true rate at least as often as it says", () => {
  const rates = Array.from({ length: 199 }, (_, index) => (index + 1) / 200);

  test.each([1, 2, 5, 20, 50])("over all outcomes of %i trials", (trials) => {
    const outcomes = Array.from({ length: trials + 1 }, (_, successes) => ({
      successes,
      ...successRate({ successes, trials }),
    }));
    for (const rate of rates) {
      const held = outcomes.filter(({ low, high }) => low <= rate && rate <= high);
      const chance = held.reduce(
        (sum, { successes }) =>
          sum + chanceOfAtLeast(successes, trials, rate) - chanceOfAtLeast(successes + 1, trials, rate),
        0,
      );
      expect(chance).toBeGreaterThanOrEqual(0.95 - 1e-9);
    }
  });

  test.each([
    [1, 1],
    [3, 2],
    [5, 4],
    [5, 5],
    [8, 1],
    [20, 16],
  ])("over all ends of %i runs of which %i must pass, the last of which is the one that decides", (runs, pass) => {
    const ends = endsOf({ runs, pass }).map(({ tally, chanceAt }) => ({ chanceAt, ...successRate(tally) }));
    for (const rate of rates) {
      const held = ends.filter(({ low, high }) => low <= rate && rate <= high);
      expect(held.reduce((sum, { chanceAt }) => sum + chanceAt(rate), 0)).toBeGreaterThanOrEqual(0.95 - 1e-9);
      expect(ends.reduce((sum, { chanceAt }) => sum + chanceAt(rate), 0)).toBeCloseTo(1, 9);
    }
  });
});
