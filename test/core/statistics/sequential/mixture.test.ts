import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logNormalAtLeast } from "../../../../src/core/statistics/primitives.ts";
import { anytimeP, logEvidence } from "../../../../src/core/statistics/sequential/mixture.ts";

// scipy.stats.norm.logsf(z)
test.each([
  [-3, -0.0013508099647481925],
  [0, -0.6931471805599453],
  [1, -1.8410216450092634],
  [3.9, -9.942304391691358],
  [4, -10.360101486527292],
  [6, -20.73676894997471],
  [10, -53.23128515051248],
  [38, -726.5572160188201],
  [100, -5005.524208694205],
])("the logarithm of the chance of %d or more deviations", (z, log) => {
  expect(logNormalAtLeast(z)).toBeCloseTo(log, 6);
});

// S = effect * information; f = lambda x: -x*x/(2*t*t) + x*S - x*x*information/2; top = f(max(0, S/(information + 1/t**2)))
// log(scipy.integrate.quad(lambda x: 2*norm.pdf(0)/t*exp(f(x) - top), 0, m + 40/sqrt(information + 1/t**2))[0]) + top
test.each([
  [0.1, 300, 0.15, 0.9212974803738551],
  [0.02, 5_000, 0.15, -0.7644791502110069],
  [-0.1, 300, 0.15, -1.9617341219834794],
  [0.3, 12, 0.15, 0.3087790815623881],
  [0.05, 0.5, 0.5, -0.049463063797241046],
  // Forty deviations below 0: what speaks against worse never becomes evidence of it.
  [-0.5, 6_000, 0.15, -6.335709416432668],
])("an effect of %d known to %d is the integral of the mixture %d", (effect, information, expected, log) => {
  expect(logEvidence(effect, information, expected)).toBeCloseTo(log, 6);
});

describe("laws", () => {
  const effect = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  const information = fc.double({ min: 0, max: 1e6, noNaN: true });
  const expected = fc.double({ min: 0.01, max: 0.5, noNaN: true });

  test("a larger effect is never less evidence, and one below 0 is none", () => {
    fc.assert(
      fc.property(effect, effect, information, expected, (one, other, known, about) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const logs = [logEvidence(low, known, about), logEvidence(high, known, about)] as const;
        expect(logs[0]).toBeLessThanOrEqual(logs[1] + 1e-5);
        if (low <= 0) expect(logs[0]).toBeLessThanOrEqual(1e-6);
      }),
    );
  });

  test("without an effect the evidence has the mean 1, whatever is known", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e5, noNaN: true }), expected, (known, about) => {
        // Over the estimates that there are: normal around 0 with the variance 1 / known.
        const step = 0.01;
        const zs = Array.from({ length: 8_001 }, (_, at) => (at - 4_000) * step);
        const mean = zs.reduce((sum, z) => {
          const log = logEvidence(z / Math.sqrt(known), known, about) - z ** 2 / 2;
          return sum + (step * Math.exp(log)) / Math.sqrt(2 * Math.PI);
        }, 0);
        // The mean is carried by estimates of √(1 + expected² × information) deviations, and 40 are looked at.
        if (about ** 2 * known < 40) expect(mean).toBeCloseTo(1, 3);
        else expect(mean).toBeLessThanOrEqual(1 + 1e-3);
      }),
      { numRuns: 20 },
    );
  });
});

test("where nothing is known there is no evidence", () => {
  expect(logEvidence(0, 0, 0.15)).toBe(0);
  expect(anytimeP(0)).toBe(1);
  expect(anytimeP(-5)).toBe(1);
  expect(anytimeP(Math.log(20))).toBeCloseTo(0.05, 12);
});
