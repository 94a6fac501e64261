import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOfAtLeast } from "../../../src/core/statistics/binomial.ts";
import { exactChance } from "./exactly.ts";
import { endsOf } from "./plans.ts";

test.each<[number, number, number, number]>([
  [0, 5, 0.3, 1],
  [6, 5, 0.3, 0],
  [1, 5, 0, 0],
  [5, 5, 1, 1],
  [4, 5, 0.9, 0.91854],
  [3, 10, 0.5, 968 / 1024],
  [1, 3, 0.25, 1 - 27 / 64],
])("%i or more of %i at a rate of %d: %d", (successes, trials, rate, chance) => {
  expect(chanceOfAtLeast(successes, trials, rate)).toBeCloseTo(chance, 12);
});

test("it is what whole numbers say without rounding, far into the tails", () => {
  const cases = fc.integer({ min: 1, max: 120 }).chain((trials) =>
    fc.record({
      trials: fc.constant(trials),
      successes: fc.integer({ min: 0, max: trials }),
      rate: fc.integer({ min: 1, max: 255 }).map((of256) => of256 / 256),
    }),
  );
  fc.assert(
    fc.property(cases, ({ successes, trials, rate }) => {
      const exact = exactChance(successes, trials, rate);
      expect(Math.abs(chanceOfAtLeast(successes, trials, rate) - exact)).toBeLessThanOrEqual(1e-11 * exact + 1e-40);
    }),
  );
});

test("thousands of trials neither overflow nor vanish", () => {
  expect(chanceOfAtLeast(5_000, 10_000, 0.5)).toBeCloseTo(0.503989, 5);
  expect(chanceOfAtLeast(1, 10_000, 0.9)).toBe(1);
  expect(chanceOfAtLeast(10_000, 10_000, 0.999)).toBeCloseTo(0.999 ** 10_000, 12);
});

test("to end trials as soon as they are decided does not change how often a task passes", () => {
  const plans = fc
    .integer({ min: 1, max: 20 })
    .chain((runs) => fc.record({ runs: fc.constant(runs), pass: fc.integer({ min: 1, max: runs }) }));
  fc.assert(
    fc.property(plans, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ runs, pass }, rate) => {
      const passed = endsOf({ runs, pass }).filter(({ tally }) => tally.successes === pass);
      const chance = passed.reduce((sum, { chanceAt }) => sum + chanceAt(rate), 0);
      expect(chanceOfAtLeast(pass, runs, rate)).toBeCloseTo(chance, 10);
    }),
  );
});
