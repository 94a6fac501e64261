import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pair } from "../../../../src/core/statistics/samples.ts";
import {
  type Counted,
  differenceRange,
  type Line,
  logShareEvidence,
} from "../../../../src/core/statistics/sequential/shares.ts";

const lines: readonly Line[] = [
  { factor: 1, more: 0 },
  { factor: 1, more: 0.02 },
  { factor: 1, more: -0.02 },
  { factor: 1.2, more: 0 },
  { factor: 0.8, more: 0 },
  { factor: 1.5, more: 0.1 },
  { factor: 1, more: -0.6 },
];
const grid = [0, 1e-4, 0.01, 0.03, 0.1, 0.25, 0.5, 0.8, 0.97, 1];

describe.each(lines)("where head is not beyond $factor × base + $more", (line) => {
  test.each(["above", "below"] as const)(
    "a bet that it is %s wins nothing in the mean, whatever was seen before",
    (side) => {
      for (const seen of [some(0, 1), some(1, 4), some(0, 60), some(30, 60), some(60, 60)])
        for (const [ofBase, ofHead] of [
          [1, 1],
          [3, 1],
          [1, 3],
          [4, 4],
        ] as const)
          for (const base of grid)
            for (const head of grid.filter((share) => isWithin(line, side, base, share)))
              expect(
                mean([ofBase, ofHead], [base, head], (batch) => logShareEvidence([seen, batch], line, side)),
                JSON.stringify({ seen, ofBase, ofHead, base, head }),
              ).toBeLessThanOrEqual(1 + 1e-6);
    },
  );
});

test("neither do several bets one after the other", () => {
  const line = { factor: 1, more: 0.1 };
  const first = some(1, 5);
  for (const base of [0.05, 0.3, 0.7])
    for (const head of [0, base, base + 0.1]) {
      const after = (batches: readonly Pair<Counted>[], left: number): number =>
        left === 0
          ? Math.exp(logShareEvidence(batches, line, "above"))
          : mean([2, 1], [base, head], (batch) => Math.log(after([...batches, batch], left - 1)));
      expect(after([first], 3)).toBeLessThanOrEqual(1 + 1e-9);
    }
});

test("a bet is lost where the sessions of one batch have different chances, and their mean is within", () => {
  // Two of head, of which one never fails and one fails always, beside two of base alike: one half each.
  const batch = { base: { successes: 1, trials: 2 }, head: { successes: 1, trials: 2 } };
  expect(Math.exp(logShareEvidence([some(30, 60), batch], { factor: 1, more: 0 }, "above"))).toBeLessThanOrEqual(1);
});

describe("the nearest pair", () => {
  // scipy.optimize.minimize_scalar(lambda q: n_b*kl(p_b, q) + n_h*kl(p_h, f*q + m), bounds=…, options={"xatol": 1e-12}) gives
  // q; the evidence is the mean over the three bets of exp(s_b log(p_b/q_b) + … + f_h log((1-p_h)/(1-q_h))).
  test.each<[Counted, Pair<Counted>, Line, "above" | "below", number]>([
    [
      { successes: 3, trials: 100 },
      { base: { successes: 2, trials: 40 }, head: { successes: 5, trials: 10 } },
      { factor: 1, more: 0 },
      "above",
      3.910326789240559,
    ],
    [
      { successes: 3, trials: 100 },
      { base: { successes: 2, trials: 40 }, head: { successes: 5, trials: 10 } },
      { factor: 1.2, more: 0 },
      "above",
      3.4300830403459117,
    ],
    [
      { successes: 10, trials: 200 },
      { base: { successes: 4, trials: 95 }, head: { successes: 0, trials: 40 } },
      { factor: 1, more: 0.02 },
      "below",
      1.4785699830769097,
    ],
    [
      { successes: 30, trials: 60 },
      { base: { successes: 20, trials: 40 }, head: { successes: 35, trials: 40 } },
      { factor: 1, more: 0.05 },
      "above",
      4.503810681378647,
    ],
    [
      { successes: 30, trials: 60 },
      { base: { successes: 20, trials: 40 }, head: { successes: 35, trials: 40 } },
      { factor: 0.8, more: 0 },
      "below",
      -7.161331703220616,
    ],
    [
      { successes: 20, trials: 100 },
      { base: { successes: 20, trials: 100 }, head: { successes: 9, trials: 50 } },
      { factor: 1, more: -0.1 },
      "above",
      0.14986513837611412,
    ],
  ])("%j, then %j, line %j, %s: %d", (seen, batch, line, side, log) => {
    const before = { base: seen, head: { successes: 0, trials: 0 } };
    expect(logShareEvidence([before, batch], line, side)).toBeCloseTo(log, 6);
  });
});

describe("what is bet on is found", () => {
  const even = { factor: 1, more: 0 };

  test("ten times as many errors, in sixty sessions beside six hundred", () => {
    const batches = rows(60, { base: [10, 0.02], head: [1, 0.2] });
    expect(logShareEvidence(batches, even, "above")).toBeGreaterThan(Math.log(100));
    expect(logShareEvidence(batches, even, "below")).toBeLessThan(0);
  });

  test("no error on either side is within two points, after some hundreds", () => {
    const batches = rows(400, { base: [19, 0], head: [1, 0] });
    expect(logShareEvidence(batches, { factor: 1, more: 0.02 }, "below")).toBeGreaterThan(Math.log(20));
  });

  test("base that never has it, and head that may have less by two points", () => {
    // There is no share below 0: nothing is worse than tolerated.
    const batches = rows(400, { base: [19, 0], head: [1, 0] });
    expect(logShareEvidence(batches, { factor: 1, more: -0.02 }, "above")).toBeGreaterThan(Math.log(20));
  });
});

const counted = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
  .map(([one, other]) => ({ successes: Math.min(one, other), trials: Math.max(one, other) }));
const batches = fc.array(fc.record({ base: counted, head: counted }), { minLength: 1, maxLength: 8 });

describe("laws", () => {
  test("who counts what did not happen sees the mirror", () => {
    fc.assert(
      fc.property(batches, (seen) => {
        const other = seen.map(({ base, head }) => ({ base: failuresOf(base), head: failuresOf(head) }));
        const [one, mirrored] = [
          logShareEvidence(seen, { factor: 1, more: 0.05 }, "above"),
          logShareEvidence(other, { factor: 1, more: -0.05 }, "below"),
        ];
        expect(mirrored).toBeCloseTo(one, 5);
      }),
    );
  });

  test("the difference that was seen is within its interval, and the interval holds what is not refuted", () => {
    fc.assert(
      fc.property(batches, (seen) => {
        const range = differenceRange(seen, 0.05);
        if (range === null) return;
        const { estimate, low, high } = range;
        if (low !== null) {
          expect(low).toBeLessThanOrEqual(estimate + 1e-9);
          expect(logShareEvidence(seen, { factor: 1, more: low - 0.002 }, "above")).toBeGreaterThan(Math.log(40) - 0.2);
        }
        if (high !== null) {
          expect(high).toBeGreaterThanOrEqual(estimate - 1e-9);
          expect(logShareEvidence(seen, { factor: 1, more: high + 0.002 }, "below")).toBeGreaterThan(
            Math.log(40) - 0.2,
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});

test("no difference without a trial on either side", () => {
  expect(differenceRange([some(0, 5)], 0.05)).toBeNull();
  expect(differenceRange([], 0.05)).toBeNull();
});

/** What was seen of base. */
function some(successes: number, trials: number): Pair<Counted> {
  return { base: { successes, trials }, head: { successes: 0, trials: 0 } };
}

function failuresOf({ successes, trials }: Counted): Counted {
  return { successes: trials - successes, trials };
}

function isWithin({ factor, more }: Line, side: "above" | "below", base: number, head: number): boolean {
  const limit = factor * base + more;
  return side === "above" ? head <= limit + 1e-12 : head >= limit - 1e-12;
}

/** Over all outcomes of one batch, by how likely each is. */
function mean(
  [ofBase, ofHead]: readonly [number, number],
  [base, head]: readonly [number, number],
  logOf: (batch: Pair<Counted>) => number,
): number {
  let sum = 0;
  for (let inBase = 0; inBase <= ofBase; inBase += 1)
    for (let inHead = 0; inHead <= ofHead; inHead += 1) {
      const chance = binomial(ofBase, inBase, base) * binomial(ofHead, inHead, head);
      const batch = { base: { successes: inBase, trials: ofBase }, head: { successes: inHead, trials: ofHead } };
      if (chance > 0) sum += chance * Math.exp(logOf(batch));
    }
  return sum;
}

function binomial(trials: number, successes: number, share: number): number {
  let chance = share ** successes * (1 - share) ** (trials - successes);
  for (let at = 0; at < successes; at += 1) chance *= (trials - at) / (at + 1);
  return chance;
}

/** As many batches, with so many trials of each side at its share, as evenly as whole numbers go. */
function rows(size: number, sides: Pair<readonly [trials: number, share: number]>): readonly Pair<Counted>[] {
  const upTo = ([trials, share]: readonly [number, number], at: number): number =>
    Math.floor(trials * share * at + 0.5);
  const of = (side: readonly [number, number], at: number): Counted => ({
    successes: upTo(side, at + 1) - upTo(side, at),
    trials: side[0],
  });
  return Array.from({ length: size }, (_, at) => ({ base: of(sides.base, at), head: of(sides.head, at) }));
}
