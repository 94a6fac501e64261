import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countOf, openSample, type Row, type Sample, sumOf } from "../../../src/core/analysis/sample.ts";
import { bucketOf } from "../../../src/core/label/bucket.ts";

function sampled(sessions: number, budget: { readonly sessions: number; readonly runs: number }, runs = 1): Sample {
  const sample = openSample(1, budget);
  for (let session = 0; session < sessions; session += 1)
    for (let run = 0; run < runs; run += 1)
      sample.add(`s-${session}`, `r-${session}-${run}`, 0, session, () => Float64Array.of(session));
  return sample;
}

const hashes = (rows: readonly Row[]): readonly number[] => rows.map(({ hash }) => hash).toSorted((a, b) => a - b);

describe("a sample of sessions", () => {
  test("is all of them, as long as they fit", () => {
    const sample = sampled(100, { sessions: 100, runs: 100 });
    expect([sample.oneIn(), sample.rows(1).length]).toEqual([1, 100]);
  });

  test("is one in so many, about, and more than half of what fits", () => {
    const sample = sampled(20_000, { sessions: 1_000, runs: 100_000 });
    const kept = sample.rows(sample.oneIn()).length;
    expect([sample.oneIn(), kept > 500 && kept <= 1_000]).toEqual([32, true]);
    expect(Math.abs(kept * 32 - 20_000) / 20_000).toBeLessThan(0.15);
  });

  test("has all runs of the sessions that are in it", () => {
    const sample = sampled(2_000, { sessions: 100, runs: 1_000_000 }, 3);
    expect(new Set(sample.rows(sample.oneIn()).map(({ runs }) => runs))).toEqual(new Set([3]));
  });

  test("is smaller where sessions have many runs, but not beyond an eighth", () => {
    const many = sampled(64, { sessions: 64, runs: 320 }, 10);
    const kept = many.rows(many.oneIn()).length;
    expect([many.oneIn() > 1, kept > 8 && kept <= 32]).toEqual([true, true]);
    const few = sampled(8, { sessions: 64, runs: 8 }, 100);
    expect([few.oneIn(), few.rows(1).map(({ runs }) => runs)]).toEqual([1, Array(8).fill(100)]);
  });

  test("is a part of every larger one, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 200 }, (_, index) => index)), fc.nat(6), (order, level) => {
        const all = openSample(0, { sessions: 200, runs: 200 });
        const few = openSample(0, { sessions: 2 ** level, runs: 200 });
        for (const session of order) all.add(`s-${session}`, "r", 0, 0, () => new Float64Array());
        for (const session of order.toReversed()) few.add(`s-${session}`, "r", 0, 0, () => new Float64Array());
        expect(hashes(few.rows(few.oneIn()))).toEqual(hashes(all.rows(few.oneIn())));
        expect(hashes(all.rows(4))).toEqual(expect.arrayContaining([...hashes(all.rows(8))]));
      }),
    );
  });

  test("knows sessions by their ids, however long these are", () => {
    const sample = openSample(0, { sessions: 100, runs: 1_000 });
    const id = "x".repeat(20_000);
    for (const session of [id, `${id}1`, `${id}2`, id])
      for (const run of ["r-1", "r-2"]) sample.add(session, `${run} ${session.at(-1)}`, 0, 0, () => new Float64Array());
    expect(sample.rows(1).map(({ runs, duplicates }) => [runs, duplicates])).toEqual([
      [2, 2],
      [2, 0],
      [2, 0],
    ]);
  });

  test("has nothing to do with who was drawn for a ramp", () => {
    const drawn = Array.from({ length: 20_000 }, (_, index) => `s-${index}`).filter((id) => bucketOf("salt", id) < 500);
    const sample = openSample(0, { sessions: 500, runs: 100_000 });
    for (const id of drawn) sample.add(id, "r", 0, 0, () => new Float64Array());
    expect(sample.rows(2).length / drawn.length).toBeGreaterThan(0.45);
    expect(sample.rows(2).length / drawn.length).toBeLessThan(0.55);
  });

  test("is what it says of quantiles", () => {
    const sample = sampled(200_000, { sessions: 65_536, runs: 1_000_000 });
    const values = sample
      .rows(sample.oneIn())
      .map((row) => sumOf(row, 0) / countOf(row, 0))
      .toSorted((one, other) => one - other);
    const furthest = Math.max(...values.map((value, rank) => Math.abs(rank / values.length - value / 200_000)));
    expect(furthest).toBeLessThan(0.0075);
  });
});

test("a session was opened when its first run says so, in the earliest stretch", () => {
  const sample = openSample(1, { sessions: 9, runs: 9 });
  for (const [run, stage, opened, value] of [
    ["r-1", 1, 20, 4],
    ["r-2", 0, 10, Number.NaN],
    ["r-3", 1, Number.NaN, 2],
    ["r-3", 0, 5, 100],
  ] as const)
    sample.add("s", run, stage, opened, () => Float64Array.of(value));
  const [row] = sample.rows(1);
  expect(row).toMatchObject({ stage: 0, opened: 10, runs: 3, duplicates: 1 });
  expect(row === undefined ? [] : [sumOf(row, 0), countOf(row, 0)]).toEqual([6, 2]);
});
