import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Comparison, compare, type Question } from "../../../src/core/statistics/comparison.ts";
import { divisions, sequences } from "./exactly.ts";

type Verdict = Comparison["verdict"];

describe("one question", () => {
  test.each<[string, readonly number[], readonly number[], Verdict]>([
    ["one run is never enough", [7_500], [14_200], "too few samples"],
    ["nor are three", [7_500, 7_400, 7_600], [14_200, 14_000, 14_900], "too few samples"],
    [
      "four are, where they are far apart",
      [7_500, 7_400, 7_600, 7_550],
      [14_200, 14_000, 14_900, 15_000],
      "regression",
    ],
    ["less is better", [14_200, 14_000, 14_900, 15_000], [7_500, 7_400, 7_600, 7_550], "improvement"],
    ["four that mix", [7_500, 7_400, 7_600, 7_550], [7_450, 7_580, 7_620, 7_300], "no difference shown"],
    ["four that are all equal", [5, 5, 5, 5], [5, 5, 5, 5], "no difference shown"],
    ["nothing on one side", [], [1, 2, 3, 4], "too few samples"],
  ])("trials of amounts: %s", (_, base, head, verdict) => {
    expect(one({ kind: "amounts", samples: { kind: "trials", base, head } }).verdict).toBe(verdict);
  });

  test.each<[string, number, number, number, Verdict]>([
    ["five pairs are too few", 5, 0, 1.4, "too few samples"],
    ["six that all rise are enough", 6, 0, 1.4, "regression"],
    ["six that all fall", 6, 0, 0.7, "improvement"],
    ["of eight one the other way", 8, 1, 1.4, "regression"],
    ["of eight four the other way", 8, 4, 1.4, "no difference shown"],
    ["eight that are as they were", 8, 0, 1, "no difference shown"],
  ])("pairs of amounts: %s", (_, count, others, ratio, verdict) => {
    const pairs = Array.from({ length: count }, (__, index) => {
      const base = 100 * 4 ** index;
      return { base, head: base * (index < others ? 1 / ratio : ratio ** (1 + index / 100)) };
    });
    expect(one({ kind: "amounts", samples: { kind: "pairs", pairs } }).verdict).toBe(verdict);
  });

  test.each<[string, number, number, number, Verdict]>([
    ["three each", 3, 0, 3, "too few samples"],
    ["all passed before, none passes now", 5, 0, 5, "regression"],
    ["none passed before, all pass now", 0, 5, 5, "improvement"],
    ["four before, three now", 4, 3, 5, "no difference shown"],
  ])("trials of outcomes: %s", (_, before, now, runs, verdict) => {
    const outcomes = (passed: number): readonly boolean[] => Array.from({ length: runs }, (__, at) => at < passed);
    const samples = { kind: "trials", base: outcomes(before), head: outcomes(now) } as const;
    expect(one({ kind: "outcomes", samples }).verdict).toBe(verdict);
  });

  test("pairs of outcomes: tasks that passed and fail now", () => {
    const lost = Array.from({ length: 7 }, () => ({ base: true, head: false }));
    const same = Array.from({ length: 20 }, () => ({ base: true, head: true }));
    const comparison = one({ kind: "outcomes", samples: { kind: "pairs", pairs: [...lost, ...same] } });
    expect(comparison).toMatchObject({ verdict: "regression", test: "McNemar", effect: -1 });
    expect(comparison.p).toBeCloseTo(2 / 128, 12);
    expect(comparison.base).toMatchObject({ estimate: 1 });
    expect(comparison.head).toMatchObject({ estimate: 20 / 27 });
  });
});

test("a comparison says what it saw, and how many would have been enough", () => {
  const samples = { kind: "trials", base: [4, 4, 5], head: [11, 10, 12] } as const;
  expect(one({ kind: "amounts", samples })).toEqual({
    kind: "amounts",
    base: { samples: 3, median: 4, p95: null },
    head: { samples: 3, median: 11, p95: null },
    ratio: 11 / 4,
    verdict: "too few samples",
    test: "Mann-Whitney U",
    method: "exact",
    effect: 1,
    p: 2 / 20,
    smallestP: 2 / 20,
    enough: 4,
  });
});

describe("the ratio", () => {
  test.each<[readonly number[], readonly number[], number | null]>([
    [[100, 200, 900], [150, 300, 100], 0.75],
    [[0, 0, 0], [0, 0, 5], 1],
    [[0, 0, 0], [2, 3, 5], null],
    [[], [], null],
  ])("of trials %j and %j is that of the medians: %d", (base, head, ratio) => {
    const comparison = one({ kind: "amounts", samples: { kind: "trials", base, head } });
    expect(comparison).toHaveProperty("ratio", ratio);
  });

  test("of pairs is the median of the ratios: a long task does not outvote the short ones", () => {
    const pairs = [
      { base: 10, head: 20 },
      { base: 20, head: 40 },
      { base: 90_000, head: 80_000 },
    ];
    expect(one({ kind: "amounts", samples: { kind: "pairs", pairs } })).toHaveProperty("ratio", 2);
  });
});

test("pairs that use nothing on either side say nothing, and those that begin to say most", () => {
  const idle = Array.from({ length: 4 }, () => ({ base: 0, head: 0 }));
  const begun = Array.from({ length: 8 }, (_, index) => ({ base: 0, head: index + 1 }));
  const fewer = Array.from({ length: 3 }, () => ({ base: 10, head: 9 }));
  expect(one({ kind: "amounts", samples: { kind: "pairs", pairs: idle } })).toMatchObject({ p: 1, effect: 0 });
  const pairs = [...idle, ...begun, ...fewer];
  expect(one({ kind: "amounts", samples: { kind: "pairs", pairs } })).toMatchObject({ verdict: "regression" });
});

test("the unit of a pair does not count: long tasks and short ones have one voice each", () => {
  const amounts = fc.record({ base: fc.nat(50), head: fc.nat(50), unit: fc.constantFrom(1 / 64, 1, 8, 4_096) });
  fc.assert(
    fc.property(fc.array(amounts, { maxLength: 12 }), (measured) => {
      const inUnits = measured.map(({ base, head, unit }) => ({ base: base * unit, head: head * unit }));
      const pick = ({ p, effect, verdict }: Comparison): unknown => ({ p, effect, verdict });
      expect(pick(one({ kind: "amounts", samples: { kind: "pairs", pairs: inUnits } }))).toEqual(
        pick(one({ kind: "amounts", samples: { kind: "pairs", pairs: measured } })),
      );
    }),
  );
});

describe("a tolerance", () => {
  const tolerated = (amount: number): number => amount * 1.2;
  const base = [100, 101, 102, 103, 104];

  test.each<[number, Verdict]>([
    [1.1, "no difference shown"],
    [1.3, "regression"],
    [0.9, "no difference shown"],
    [0.7, "improvement"],
  ])("of a fifth, with %d times as much", (factor, verdict) => {
    const head = base.map((amount) => amount * factor);
    expect(one({ kind: "amounts", samples: { kind: "trials", base, head }, tolerated }).verdict).toBe(verdict);
    const strict = one({ kind: "amounts", samples: { kind: "trials", base, head } }).verdict;
    expect(strict).toBe(factor > 1 ? "regression" : "improvement");
  });

  test("of pairs is that of each pair", () => {
    const pairs = Array.from({ length: 8 }, (_, index) => ({ base: 10 ** index, head: 1.15 * 10 ** index }));
    expect(one({ kind: "amounts", samples: { kind: "pairs", pairs } }).verdict).toBe("regression");
    expect(one({ kind: "amounts", samples: { kind: "pairs", pairs }, tolerated }).verdict).toBe("no difference shown");
  });
});

describe("a family of questions", () => {
  const amounts = (base: readonly number[], head: readonly number[]): Question => ({
    kind: "amounts",
    samples: { kind: "trials", base, head },
  });
  const apart = amounts([1, 2, 3, 4], [5, 6, 7, 8]);

  test("what one alone shows, four need more samples for", () => {
    expect(one(apart)).toMatchObject({ verdict: "regression", enough: 4 });
    for (const comparison of compare([apart, apart, apart, apart])) {
      expect(comparison).toMatchObject({ verdict: "too few samples", enough: 5 });
      expect(comparison.p).toBeCloseTo((4 * 2) / 70, 12);
    }
    const five = amounts([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]);
    for (const comparison of compare([five, five, five, five])) expect(comparison.verdict).toBe("regression");
  });

  test("each is answered in its place, and none is no question", () => {
    const mixed = amounts([1, 3, 5, 7, 9, 11], [2, 4, 6, 8, 10, 12]);
    const far = amounts([1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16]);
    expect(compare([mixed, far, mixed]).map(({ verdict }) => verdict)).toEqual([
      "no difference shown",
      "regression",
      "no difference shown",
    ]);
    expect(compare([])).toEqual([]);
  });
});

const samples = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
const families = fc.array(fc.record({ kind: fc.constant("amounts" as const), samples: trialsOf(samples) }), {
  minLength: 1,
  maxLength: 5,
});

test("turned around, a regression is an improvement, and nothing else changes", () => {
  fc.assert(
    fc.property(families, (family) => {
      const turned = family.map(({ kind, samples: { base, head } }): Question => ({
        kind,
        samples: { kind: "trials", base: head, head: base },
      }));
      const [there, back] = [compare(family), compare(turned)];
      const opposite: Record<string, string> = { regression: "improvement", improvement: "regression" };
      expect(back.map(({ verdict }) => verdict)).toEqual(there.map(({ verdict }) => opposite[verdict] ?? verdict));
      there.forEach(({ p }, index) => expect(back[index]?.p).toBeCloseTo(p, 10));
    }),
  );
});

test("too few are those whose clearest outcome would show nothing either", () => {
  fc.assert(
    fc.property(families, (family) => {
      const clearest = family.map(({ kind, samples: { base, head } }): Question => ({
        kind,
        samples: { kind: "trials", base, head: head.map((amount) => amount + 100) },
      }));
      const shown = compare(clearest).map(({ verdict }) => (verdict === "regression" ? "enough" : verdict));
      const said = compare(family).map(({ verdict }) => (verdict === "too few samples" ? verdict : "enough"));
      expect(said).toEqual(shown);
      for (const { p, smallestP } of compare(family)) expect(p).toBeGreaterThanOrEqual(smallestP - 1e-12);
    }),
  );
});

test("with as many as would be enough, the clearest outcome of all shows", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0.01, 0.05, 0.1), (questions, alpha) => {
      const asked = (size: number): readonly Question[] =>
        Array.from({ length: questions }, () => ({ kind: "amounts", samples: trials(size) }));
      const enough = compare(asked(1), alpha)[0]?.enough ?? 0;
      expect(compare(asked(enough), alpha).every(({ verdict }) => verdict === "regression")).toBe(true);
      expect(compare(asked(enough - 1), alpha).every(({ verdict }) => verdict === "too few samples")).toBe(true);
    }),
  );
});

describe("it errs as rarely as it says", () => {
  test.each([
    ["no ties", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ["ties", [1, 1, 2, 2, 2, 3, 5, 5, 5, 5, 8, 9]],
    ["hardly anything but ties", [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 9]],
  ])("over all divisions of the same values, with %s", (_, values) => {
    const verdicts = divisions(values, 6).map(
      ({ chosen, left }) => one({ kind: "amounts", samples: { kind: "trials", base: chosen, head: left } }).verdict,
    );
    expect(verdicts.filter((verdict) => verdict === "regression").length / verdicts.length).toBeLessThanOrEqual(0.025);
    expect(verdicts.filter((verdict) => verdict === "improvement").length / verdicts.length).toBeLessThanOrEqual(0.025);
    expect(verdicts).not.toContain("too few samples");
  });

  test("in a family of metrics that go together, simulated: 1,000 tasks, five runs of one agent on each side", () => {
    const chance = dice(4_711);
    const runs = (): readonly { readonly tokens: number; readonly seconds: number; readonly calls: number }[] =>
      Array.from({ length: 5 }, () => {
        const effort = 1 + chance() * chance() * 3;
        const calls = Math.floor(effort * 3 * chance());
        return { tokens: Math.round(2_000 * effort + 500 * chance()), seconds: effort + chance(), calls };
      });
    const wrong = Array.from({ length: 1_000 }, () => {
      const [base, head] = [runs(), runs()];
      const questions = (["tokens", "seconds", "calls"] as const).map((metric): Question => ({
        kind: "amounts",
        samples: { kind: "trials", base: base.map((run) => run[metric]), head: head.map((run) => run[metric]) },
      }));
      return compare(questions).some(({ verdict }) => verdict === "regression" || verdict === "improvement");
    }).filter(Boolean).length;
    expect(wrong / 1_000).toBeLessThanOrEqual(0.05);
    expect(wrong).toBeGreaterThan(5);
  });

  test("and sees the thorough prompt, simulated: 7.5k to 14.2k tokens, five runs each that scatter by a sixth", () => {
    const chance = dice(1_412);
    const runs = (tokens: number): number[] =>
      Array.from({ length: 5 }, () => tokens * (0.5 + (chance() + chance() + chance()) / 3));
    const seen = Array.from({ length: 300 }, () => {
      const [base, head] = [runs(7_500), runs(14_200)];
      return one({ kind: "amounts", samples: { kind: "trials", base, head } }).verdict === "regression";
    }).filter(Boolean).length;
    expect(seen / 300).toBeGreaterThan(0.9);
  });

  test("over all directions of ten pairs", () => {
    const verdicts = sequences(10).map((signs) => {
      const pairs = signs.map((up, index) => (up ? { base: 50, head: 60 + index } : { base: 60 + index, head: 50 }));
      return one({ kind: "amounts", samples: { kind: "pairs", pairs } }).verdict;
    });
    const wrong = verdicts.filter((verdict) => verdict === "regression" || verdict === "improvement");
    expect(wrong.length / verdicts.length).toBeLessThanOrEqual(0.05);
    expect(wrong.length / verdicts.length).toBeGreaterThan(0.04);
  });
});

/** Numbers from 0 to 1 that look like chance, and are the same every time (Park and Miller). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function one(question: Question): Comparison {
  const [comparison] = compare([question]);
  if (comparison === undefined) throw new Error("no answer");
  return comparison;
}

function trials(size: number): { readonly kind: "trials"; readonly base: number[]; readonly head: number[] } {
  const base = Array.from({ length: size }, (_, index) => index);
  return { kind: "trials", base, head: base.map((amount) => amount + 1_000) };
}

function trialsOf(of: fc.Arbitrary<number[]>): fc.Arbitrary<ReturnType<typeof trials>> {
  return fc.record({ kind: fc.constant("trials" as const), base: of, head: of });
}
