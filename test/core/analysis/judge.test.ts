import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chancesOfAmounts } from "../../../src/core/analysis/amounts.ts";
import type { MetricResult } from "../../../src/core/analysis/comparison.ts";
import { judgeMetrics } from "../../../src/core/analysis/judge.ts";
import type { Observed } from "../../../src/core/analysis/observed.ts";
import type { MetricPolicy } from "../../../src/core/analysis/policy.ts";
import { weighted } from "../statistics/sequential/weighted.ts";
import { amounts, generator, policy, type Sampled, shares } from "./observed.ts";

const relative = (share: number) => ({ kind: "relative", share }) as const;
const absolute = (amount: number) => ({ kind: "absolute", amount }) as const;

describe("outcomes", () => {
  const many = { base: skewed(1_000, 1), head: skewed(400, 1) };
  const noBound = { maxIncrease: null, maxDecrease: null } as const;
  test.each<[string, Observed, Partial<MetricResult>]>([
    ["as much as before", amounts("tokens", [many]), { outcome: "pass", why: null }],
    ["×1.9", amounts("tokens", [{ ...many, head: skewed(400, 1.9) }]), { outcome: "fail", why: null }],
    ["half", amounts("tokens", [{ ...many, head: skewed(400, 0.5) }]), { outcome: "pass" }],
    ["half of many", amounts("tokens", [{ base: skewed(3_000, 1), head: skewed(3_000, 0.1) }]), { outcome: "pass" }],
    ["as much as is tolerated", amounts("tokens", [{ ...many, head: skewed(400, 1.2) }]), { outcome: "inconclusive" }],
    [
      "half, where it is not to sink by more than a tenth",
      amounts("outcome.score", [{ ...many, head: skewed(400, 0.5) }], { maxDecrease: relative(0.1) }),
      { outcome: "fail" },
    ],
    [
      "within both bounds",
      amounts("outcome.score", [many], { maxDecrease: relative(0.3), maxIncrease: relative(0.3) }),
      { outcome: "pass" },
    ],
    [
      "beyond the lower one of two",
      amounts("outcome.score", [{ ...many, head: skewed(400, 0.4) }], {
        maxDecrease: relative(0.3),
        maxIncrease: relative(0.3),
      }),
      { outcome: "fail" },
    ],
    [
      "beyond the upper one of two",
      amounts("outcome.score", [{ ...many, head: skewed(400, 2.5) }], {
        maxDecrease: relative(0.3),
        maxIncrease: relative(0.3),
      }),
      { outcome: "fail" },
    ],
    [
      "in its own unit: two more, where one is tolerated",
      amounts("steps", [{ base: counts(800, 0), head: counts(200, 2) }], { maxIncrease: absolute(1) }),
      { outcome: "fail" },
    ],
    [
      "in its own unit: two more, where ten are",
      amounts("steps", [{ base: counts(800, 0), head: counts(200, 2) }], { maxIncrease: absolute(10) }),
      { outcome: "pass" },
    ],
    [
      "below 0: a tenth less of −10 is −11, and −10 is within",
      amounts("outcome.score", [{ base: many.base.map((v) => -v), head: many.base.map((v) => -v) }], {
        maxDecrease: relative(0.2),
      }),
      { outcome: "pass" },
    ],
    ["none of it on either side", amounts("tool_calls", [zeros(2_000, 400)]), { outcome: "pass" }],
    [
      "none of it on either side, and not to sink",
      amounts("tool_calls", [zeros(5_000, 1_000)], { maxIncrease: null, maxDecrease: relative(0.1) }),
      { outcome: "pass" },
    ],
    ["none of it, of few", amounts("tool_calls", [zeros(200, 20)]), { outcome: "inconclusive" }],
    [
      "none of it before, and now in every tenth",
      amounts("tool_calls", [{ base: zeros(2_000, 0).base, head: [...zeros(0, 360).head, ...ones(40)] }]),
      { outcome: "fail" },
    ],
    [
      "one in a hundred that had none has some",
      amounts("tool_calls", [{ base: zeros(20_000, 0).base, head: [...zeros(0, 3_960).head, ...ones(40)] }]),
      { outcome: "pass" },
    ],
    ["always the same number", amounts("steps", [{ base: ones(500), head: ones(200) }]), { outcome: "pass" }],
    ["nothing is a harm", amounts("outcome.score", [many], noBound), { outcome: "pass", chanceOfWorse: 1 }],
    [
      "few sessions",
      amounts("tokens", [{ ...many, head: skewed(9, 9) }]),
      { outcome: "inconclusive", why: "9 of at least 10 sessions", chanceOfWorse: 1, chanceOfFine: 1 },
    ],
    [
      "few runs",
      { ...amounts("tokens", [{ ...many, head: skewed(12, 9) }]), runs: { base: 3_000, head: 12 } },
      { outcome: "inconclusive", why: "12 of at least 20 runs" },
    ],
    [
      "few runs, of which few are enough",
      { ...amounts("tokens", [{ ...many, head: skewed(12, 9) }], { minRuns: 12 }), runs: { base: 3_000, head: 12 } },
      { outcome: "fail", why: null },
    ],
    [
      "no session of one side",
      amounts("tokens", [{ ...many, head: [] }]),
      { outcome: "no data", why: "no session of the new bundle has it" },
    ],
    [
      "no session of the other side",
      amounts("tokens", [{ ...many, base: [] }]),
      { outcome: "no data", why: "no session of the current bundle has it" },
    ],
    [
      "nobody has it",
      { name: "spend_usd", policy: policy("spend_usd"), series: null, why: null, runs: { base: 0, head: 0 } },
      { outcome: "no data", why: "no record has it", measured: null },
    ],
    [
      "nobody can compare it",
      { name: "x", policy: policy("x"), series: null, why: "`x` is a text", runs: { base: 5, head: 5 } },
      { outcome: "no data", why: "`x` is a text" },
    ],
    [
      "a number that is none",
      amounts("tokens", [{ ...many, head: [...many.head, Number.NaN] }]),
      { outcome: "error", why: "its numbers cannot be compared" },
    ],
    ["few errors on both sides", shares("errors", 600, { base: 0.01, head: 0.01 }), { outcome: "pass" }],
    ["errors in every fifth", shares("errors", 100, { base: 0.01, head: 0.2 }), { outcome: "fail" }],
    ["no error anywhere", shares("errors", 400, { base: 0, head: 0 }), { outcome: "pass" }],
    [
      "three in a hundred instead of one",
      shares("errors", 400, { base: 0.01, head: 0.03 }),
      { outcome: "inconclusive" },
    ],
    [
      "answers that sink",
      shares("outcome.solved", 200, { base: 0.9, head: 0.6 }, { maxIncrease: null, maxDecrease: absolute(0.05) }),
      { outcome: "fail" },
    ],
    [
      "few sessions of a share",
      shares("errors", 9, { base: 0, head: 1 }),
      { outcome: "inconclusive", why: "9 of at least 10 sessions" },
    ],
  ])("%s", (_, observed, result) => {
    expect(judge([observed])).toMatchObject([{ name: observed.name, ...result }]);
  });
});

describe("the seed incident, without any configuration", () => {
  test.each([1, 2, 3, 4, 5])(
    "tokens ×1.9 and tool calls ×2.7 fail within eighty sessions of the canary (%i)",
    (seed) => {
      const { uniform, normal } = generator(seed * 1_000_003);
      const tokens = (times: number) => times * 3_000 * Math.exp(0.6 * normal());
      const calls = (times: number) => Math.floor((-Math.log(uniform()) * 3.5 * times) / 1.2);
      const draw = (size: number, of: () => number) => Array.from({ length: size }, of);
      const observed = [
        amounts("tokens", [{ base: draw(1_520, () => tokens(1)), head: draw(80, () => tokens(1.9)) }]),
        amounts("tool_calls", [{ base: draw(1_520, () => calls(1)), head: draw(80, () => calls(2.7)) }]),
        shares("errors", 80, { base: 0.01, head: 0.01 }),
      ];
      expect(judge(observed)).toMatchObject([{ outcome: "fail" }, { outcome: "fail" }, { outcome: "inconclusive" }]);
    },
  );
});

describe("families", () => {
  const worse = amounts("tokens", [{ base: skewed(400, 1), head: skewed(40, 1.75) }]);
  const quiet = (name: string, critical: boolean) =>
    amounts(name, [{ base: skewed(400, 1), head: skewed(40, 1) }], { critical, maxIncrease: relative(0.2) });
  const chance = (observed: readonly Observed[], sides = all): number =>
    judge(observed, sides)[0]?.chanceOfWorse ?? Number.NaN;

  test("each critical metric more makes a failure dearer, and those that are not critical do not", () => {
    const alone = chance([worse]);
    expect(alone).toBeGreaterThan(0);
    expect(alone).toBeLessThan(0.05);
    expect(chance([worse, quiet("a", false), quiet("b", false)])).toBe(alone);
    expect(chance([worse, quiet("a", true)]) / alone).toBeCloseTo(2, 9);
    expect(chance([worse, quiet("a", true), quiet("b", true), quiet("c", true)]) / alone).toBeCloseTo(4, 9);
  });

  test("one that nobody measured counts: it may be measured tomorrow", () => {
    const absent = { ...quiet("spend_usd", true), series: null };
    expect(chance([worse, absent]) / chance([worse])).toBeCloseTo(2, 9);
  });

  test("each halving of the sessions that are looked at leaves half of the rest of the chance", () => {
    const halved = (base: number, head: number) => chance([worse], sides(base, head)) / chance([worse]);
    expect(halved(2, 1)).toBeCloseTo(0.9 / 0.05, 6);
    expect(halved(2, 2)).toBeCloseTo(0.9 / 0.025, 6);
    expect(halved(4, 1)).toBeCloseTo(0.9 / 0.025, 6);
    const parts = [0.9, ...Array.from({ length: 40 }, (_, at) => 0.9 / halved(2 ** (at + 1), 1))];
    // A chance is 1 at most: so far out it is cut off.
    expect(parts.slice(0, 4).reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(1);
  });

  test("one of two bounds is half as easily beyond", () => {
    const both = amounts("tokens", [{ base: skewed(400, 1), head: skewed(40, 1.75) }], { maxDecrease: relative(0.5) });
    expect(chance([both]) / chance([worse])).toBeCloseTo(2, 9);
  });
});

const values = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 10, maxLength: 40 });
const tolerance = fc.oneof(
  fc.record({ maxIncrease: fc.constantFrom(relative(0), relative(0.2), relative(1)) }),
  fc.record({ maxIncrease: fc.constant(null), maxDecrease: fc.constantFrom(relative(0.1), relative(0.5)) }),
);

describe("laws", () => {
  test("the order of the strata changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ base: values, head: values }), { minLength: 2, maxLength: 4 }), (strata) => {
        const [one, other] = [judgeOne(strata), judgeOne(strata.toReversed())];
        expect(other.chanceOfWorse).toBeCloseTo(one.chanceOfWorse, 9);
        expect(other.chanceOfFine).toBeCloseTo(one.chanceOfFine, 9);
        expect(other.outcome).toBe(one.outcome);
      }),
      { numRuns: 50 },
    );
  });

  test("in another unit a relative tolerance answers the same", () => {
    fc.assert(
      fc.property(values, values, tolerance, fc.constantFrom(0.125, 2, 1_024), (base, head, bounds, unit) => {
        const inUnit = (all: readonly number[]) => all.map((value) => value * unit);
        const [one, other] = [
          judgeOne([{ base, head }], bounds),
          judgeOne([{ base: inUnit(base), head: inUnit(head) }], bounds),
        ];
        expect(other.chanceOfWorse).toBe(one.chanceOfWorse);
        expect(other.chanceOfFine).toBe(one.chanceOfFine);
      }),
      { numRuns: 50 },
    );
  });

  test("where head has more, that it is worse is never less certain, and that it is fine never more", () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 2, max: 9 }), (base, head, times) => {
        const [one, other] = [
          judgeOne([{ base, head }]),
          judgeOne([{ base, head: head.map((value) => value * times + times) }]),
        ];
        // What is known of a larger effect is a little less, near none at all.
        if (one.chanceOfWorse < 0.2) expect(other.chanceOfWorse).toBeLessThanOrEqual(one.chanceOfWorse * 1.05);
        if (other.chanceOfFine < 0.2) expect(one.chanceOfFine).toBeLessThanOrEqual(other.chanceOfFine * 1.05);
      }),
      { numRuns: 50 },
    );
  });

  test("a metric never is both worse and fine, and its chances are chances", () => {
    fc.assert(
      fc.property(values, values, tolerance, (base, head, bounds) => {
        const { chanceOfWorse, chanceOfFine } = judgeOne([{ base, head }], bounds);
        for (const chance of [chanceOfWorse, chanceOfFine]) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
        expect(Math.max(chanceOfWorse, chanceOfFine)).toBeGreaterThan(0.05);
      }),
      { numRuns: 50 },
    );
  });

  test("fewer that have nothing to do with each other show less", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 8 }), (base, times) => {
        const head = base.map((value) => value * 4 + 4);
        const chance = (units: number): number => {
          const of = (all: readonly number[]) => ({ ...weighted(all), units: Math.max(10, all.length / units) });
          const observed = amounts("tokens", [{ base, head }]);
          const series = { kind: "amounts", strata: [{ base: of(base), head: of(head) }] } as const;
          return judge([{ ...observed, series, runs: { base: 100, head: 100 } }])[0]?.chanceOfWorse ?? Number.NaN;
        };
        expect(chance(times)).toBeGreaterThanOrEqual(chance(1) * (1 - 1e-9));
      }),
      { numRuns: 50 },
    );
  });
});

describe("a canary that is no worse, looked at again and again", () => {
  const tokens = policy("tokens");
  const both = ({ base, head }: Sampled) => ({ base: weighted(base), head: weighted(head) });
  const lives = 300;
  const looks = [10, 12, 15, 20, 25, 32, 40, 50, 64, 80, 100, 125, 160, 200];

  type Draw = (random: ReturnType<typeof generator>) => number;
  const skewed: Draw = ({ normal }) => Math.exp(0.8 * normal());
  const heavy: Draw = ({ uniform }) => uniform() ** -1.2;
  const rare: Draw = ({ uniform }) => (uniform() < 0.05 ? 1 + Math.floor(uniform() * 4) : 0);
  const whole: Draw = ({ uniform }) => Math.floor(-Math.log(uniform()) * 0.8);
  test.each<[string, Draw, Draw]>([
    ["skewed amounts, at the tolerance itself", skewed, (random) => 1.2 * skewed(random)],
    ["heavy tails, at the tolerance itself", heavy, (random) => 1.2 * heavy(random)],
    ["whole numbers, most of them 0", whole, whole],
    ["of twenty one is not 0", rare, rare],
    // As often above as below, and that is all that both sides have in common.
    ["much or little", skewed, ({ uniform }) => 1.2 * (uniform() < 0.5 ? 0.001 : 1_000)],
  ])("is seldom called a failure: %s", (_, ofBase, ofHead) => {
    const random = generator(20_261_122);
    let failures = 0;
    for (let life = 0; life < lives; life += 1) {
      const base = Array.from({ length: 5 * (looks.at(-1) ?? 0) }, () => ofBase(random));
      const head = Array.from({ length: looks.at(-1) ?? 0 }, () => ofHead(random));
      const fails = looks.some((size) => {
        const stratum = both({ base: base.slice(0, 5 * size), head: head.slice(0, size) });
        return chancesOfAmounts([stratum], tokens).worse <= (0.05 * 0.9) / 4;
      });
      if (fails) failures += 1;
    }
    expect(failures).toBeLessThanOrEqual(0.02 * lives);
  });
});

const all = sides(1, 1);

function sides(base: number, head: number): Parameters<typeof judgeMetrics>[1] {
  const account = (oneIn: number) => ({ sessions: 100 * oneIn, runs: 300 * oneIn, oneIn });
  return { sides: { base: account(base), head: account(head) } };
}

function judge(observed: readonly Observed[], of = all): readonly MetricResult[] {
  return judgeMetrics(observed, of, 0.05);
}

function judgeOne(strata: readonly Sampled[], bounds: Partial<MetricPolicy> = {}): MetricResult {
  const [result] = judge([amounts("tokens", strata, bounds)]);
  if (result === undefined) throw new Error("one metric has one result");
  return result;
}

/** As evenly as a skewed distribution goes: from a tenth to ten times of 1,000. */
function skewed(size: number, times: number): readonly number[] {
  return Array.from({ length: size }, (_, at) => times * 1_000 * 10 ** (((2 * at + 1) / size - 1) ** 3));
}

/** Whole numbers from 5 to 14. */
function counts(size: number, more: number): readonly number[] {
  return Array.from({ length: size }, (_, at) => 5 + (at % 10) + more);
}

function zeros(base: number, head: number): Sampled {
  return { base: Array.from({ length: base }, () => 0), head: Array.from({ length: head }, () => 0) };
}

function ones(size: number): readonly number[] {
  return Array.from({ length: size }, () => 1);
}
