import { expect, test } from "vitest";
import { distributionOf } from "../../../../src/core/analysis/prometheus/buckets.ts";
import { unitsPerRun } from "../../../../src/core/analysis/prometheus/units.ts";
import { histograms } from "../../../../src/core/run/instruments.ts";
import { dominance } from "../../../../src/core/statistics/sequential/dominance.ts";
import { anytimeP, logEvidence } from "../../../../src/core/statistics/sequential/mixture.ts";

test.each([
  ["sessions of one run each", 10, 10, 10, 1],
  ["of two each", 5, 10, 15, 0.5],
  ["one of ten runs", 1, 10, 55, 0.1],
  ["nine of one run, one of eleven", 10, 20, 9 + 66, 20 / 130],
  ["of which the first runs were not seen", 0, 10, 10, 0],
  ["resumed without their memory", 4, 10, 10, 0.4],
  ["none", 0, 0, 0, 0],
])("units of each run: %s", (_, sessions, runs, turns, share) => {
  expect(unitsPerRun(sessions, runs, turns)).toBeCloseTo(share, 12);
});

/** What a process counted of one side. */
interface Side {
  readonly buckets: number[];
  sessions: number;
  runs: number;
  turns: number;
}

test("runs that are alike make no test surer, however unequal sessions are", () => {
  let state = 7;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const bounds = [...histograms.tokens.boundaries, Number.POSITIVE_INFINITY];
  const side = (): Side => ({ buckets: bounds.map(() => 0), sessions: 0, runs: 0, turns: 0 });
  /** All of its runs are nearly the same, and one session in fifty is very long. */
  const play = (into: Side): void => {
    let length = 1;
    while (random() < 0.8) length += 1;
    if (random() < 0.02) length *= 20;
    const usual = 0.68 * normal();
    for (let turn = 1; turn <= length; turn += 1) {
      const tokens = 3_000 * Math.exp(usual + 0.15 * normal());
      const bucket = bounds.findIndex((most) => tokens <= most);
      into.buckets[bucket] = (into.buckets[bucket] ?? 0) + 1;
      into.turns += turn;
    }
    into.runs += length;
    into.sessions += 1;
  };
  const seen = ({ buckets, sessions, runs, turns }: Side, isKish: boolean) => {
    let count = 0;
    const cumulative = bounds.map((most, index) => ({ most, count: (count += buckets[index] ?? 0) }));
    const share = isKish ? unitsPerRun(sessions, runs, turns) : sessions / runs;
    return distributionOf(cumulative, true, runs * share);
  };
  const isAlarm = (base: Side, head: Side, isKish: boolean): boolean => {
    const { effect, information } = dominance(seen(base, isKish), seen(head, isKish));
    return anytimeP(logEvidence(effect, information, 0.15)) <= 0.05;
  };
  const alarms = { units: 0, sessions: 0 };
  for (let ramp = 0; ramp < 60; ramp += 1) {
    const [base, head] = [side(), side()];
    const first = { units: false, sessions: false };
    for (let look = 0; look < 10; look += 1) {
      for (let session = 0; session < 60; session += 1) {
        play(base);
        if (session % 3 === 0) play(head);
      }
      first.units ||= isAlarm(base, head, true);
      first.sessions ||= isAlarm(base, head, false);
    }
    alarms.units += Number(first.units);
    alarms.sessions += Number(first.sessions);
  }
  expect(alarms.units).toBeLessThanOrEqual(3);
  // The sessions alone would not do.
  expect(alarms.sessions).toBeGreaterThan(9);
});
