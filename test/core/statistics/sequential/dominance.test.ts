import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combineDominance, dominance, type Weighted } from "../../../../src/core/statistics/sequential/dominance.ts";
import { logEvidence } from "../../../../src/core/statistics/sequential/mixture.ts";
import { weighted } from "./weighted.ts";

// u = scipy.stats.mannwhitneyu(head, base, method="asymptotic", use_continuity=False, alternative="greater")
// effect = u.statistic / (n * m) - 0.5; under the null: (effect / scipy.stats.norm.isf(u.pvalue)) ** 2
// of each side: (effect / scipy.stats.brunnermunzel(base, head).statistic) ** 2
// The last number is the larger of the two for [*base] * 500 and [*head] * 500; of ten times as many it is a tenth.
test.each([
  [[0, 0, 1, 1, 2, 3], [1, 2, 2, 4], 0.25, 0.03611111111111113, 0.026041666666666664, 6.50130026005201e-5],
  [[19, 22, 16, 29, 24], [20, 11, 17, 12], -0.35, 0.04166666666666668, 0.019166666666666658, 7.40905386382159e-5],
  [
    [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1],
    [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4],
    0.288961038961039,
    0.01150974025974026,
    0.008482426664244844,
    2.21004693362482e-5,
  ],
  [[5, 5, 5, 5, 5, 5, 5, 5], [5, 5, 6, 7], 0.25, 0.014322916666666673, 0.020833333333333332, 3.12656328164082e-5],
])("%j beside %j: an effect of %d, with the larger of the variances", (base, head, effect, ofOne, ofEach, ofMany) => {
  const seen = dominance(weighted(base), weighted(head));
  expect(seen.effect).toBeCloseTo(effect, 12);
  expect(1 / seen.information).toBeGreaterThanOrEqual(Math.max(ofOne, ofEach) - 1e-12);
  expect(1 / seen.information).toBeLessThan(3 * Math.max(ofOne, ofEach));
  const many = dominance(times(weighted(base), 5_000), times(weighted(head), 5_000));
  expect(many.effect).toBeCloseTo(effect, 12);
  expect(10 / many.information / ofMany).toBeCloseTo(1, 2);
});

const nothing = { effect: 0, information: 0, size: 0 };
const values = fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 1, maxLength: 25 });

describe("laws", () => {
  test("the order in which values were seen tells nothing, and a count of a value is as many of them", () => {
    fc.assert(
      fc.property(values, values, (base, head) => {
        const alone = (all: readonly number[]) => {
          const sorted = all.toSorted((one, other) => one - other);
          return { values: sorted, counts: sorted.map(() => 1), units: all.length };
        };
        const [counted, single] = [dominance(weighted(base), weighted(head)), dominance(alone(base), alone(head))];
        expect(counted.effect).toBeCloseTo(single.effect, 12);
        if (single.information === 0) expect(counted.information).toBe(0);
        else expect(counted.information / single.information).toBeCloseTo(1, 9);
      }),
    );
  });

  test("the sides are each other's mirror", () => {
    fc.assert(
      fc.property(values, values, (base, head) => {
        const [one, other] = [dominance(weighted(base), weighted(head)), dominance(weighted(head), weighted(base))];
        expect(other.effect).toBeCloseTo(-one.effect, 12);
        expect(other.information).toBeCloseTo(one.information, 6);
      }),
    );
  });

  test("only the order of the values counts", () => {
    fc.assert(
      fc.property(values, values, (base, head) => {
        const bent = (value: number): number => Math.exp(value / 2) - 3;
        const before = dominance(weighted(base), weighted(head));
        const after = dominance(weighted(base.map(bent)), weighted(head.map(bent)));
        expect(after.effect).toBeCloseTo(before.effect, 12);
        expect(after.information).toBeCloseTo(before.information, 6);
      }),
    );
  });

  test("values that belong together say less, and no more of it than values", () => {
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.1, max: 1, noNaN: true }), (base, head, share) => {
        const [ofBase, ofHead] = [weighted(base), weighted(head)];
        const all = dominance(ofBase, ofHead);
        const fewer = dominance({ ...ofBase, units: ofBase.units * share }, { ...ofHead, units: ofHead.units * share });
        expect(fewer.effect).toBe(all.effect);
        expect(fewer.information).toBeLessThanOrEqual(all.information * (1 + 1e-9));
        const many = dominance({ ...ofBase, units: 1e9 }, { ...ofHead, units: 1e9 });
        expect(many).toEqual(all);
      }),
    );
  });

  test("the effect is within ½, and one that is larger where head is", () => {
    fc.assert(
      fc.property(values, values, fc.nat(4), (base, head, more) => {
        const [before, after] = [0, more].map((add) =>
          dominance(weighted(base), weighted(head.map((value) => value + add))),
        );
        expect(Math.abs(before?.effect ?? 1)).toBeLessThanOrEqual(0.5 + 1e-12);
        expect(after?.effect).toBeGreaterThanOrEqual((before?.effect ?? 1) - 1e-12);
      }),
    );
  });
});

describe("strata", () => {
  test("a mix that differs between them is no difference of the sides", () => {
    // At night sessions are short, and most of head's were drawn at night.
    const [night, day] = [scattered(200, 100), scattered(200, 1_000)];
    const strata = [
      dominance(weighted(night), weighted(night.slice(0, 150))),
      dominance(weighted(day), weighted(day.slice(0, 20))),
    ];
    const pooled = dominance(weighted([...night, ...day]), weighted([...night.slice(0, 150), ...day.slice(0, 20)]));
    expect(logEvidence(-pooled.effect, pooled.information, 0.15)).toBeGreaterThan(Math.log(1_000));
    expect(Math.abs(combineDominance(strata).effect)).toBeLessThan(0.01);
  });

  test("weigh what they know, and one that knows nothing does not count", () => {
    const some = { effect: 0.1, information: 300, size: 30 };
    expect(combineDominance([some, nothing])).toEqual(some);
    expect(combineDominance([some, { effect: -0.2, information: 100, size: 10 }])).toEqual({
      effect: 0.025,
      information: 400,
      size: 40,
    });
    expect(combineDominance([])).toEqual(nothing);
  });
});

test("nothing is known of a side without a value", () => {
  expect(dominance(weighted([]), weighted([1, 2]))).toEqual(nothing);
  expect(dominance(weighted([1, 2]), weighted([]))).toEqual(nothing);
  expect(dominance(weighted([3, 3]), weighted([3])).effect).toBe(0);
});

function times(one: Weighted, many: number): Weighted {
  return { ...one, counts: Array.from(one.counts, (count) => count * many), units: one.units * many };
}

/** Different values around one, in no order, and always the same. */
function scattered(size: number, around: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => around * (0.5 + ((index * 37) % size) / size));
}
