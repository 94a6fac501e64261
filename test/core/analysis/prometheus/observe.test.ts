import { describe, expect, test } from "vitest";
import type { MetricPolicy } from "../../../../src/core/analysis/policy.ts";
import { observePrometheus } from "../../../../src/core/analysis/prometheus/observe.ts";
import { queriesOf } from "../../../../src/core/analysis/prometheus/queries.ts";
import type { PrometheusRequest } from "../../../../src/core/analysis/prometheus/request.ts";
import type { Answered } from "../../../../src/core/analysis/prometheus/rows.ts";
import { standardMetrics } from "../../../../src/core/analysis/metrics.ts";
import { baseBundle as base, headBundle as head } from "../../../helpers/analysis.ts";

const since = new Date("2026-11-20T10:00:00Z");
const minute = (number: number): Date => new Date(since.getTime() + number * 60_000);
const metrics: readonly MetricPolicy[] = standardMetrics.map((one) => ({ ...one, minRuns: 20, isNamed: false }));

function ramp(part: Partial<PrometheusRequest> = {}): PrometheusRequest {
  const stages = [
    { serials: [7, 8], weight: 500 },
    { serials: [9], weight: 2_500 },
  ];
  return {
    contract: "support",
    label: "prod",
    compared: { kind: "ramp", base, head, since, stages },
    metrics,
    stopReasons: ["truncated"],
    limits: { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: null, actionsPerHour: null },
    now: minute(45),
    ...part,
  };
}

describe("what is asked", () => {
  test("is asked once, of this ramp's own serials; what lies beside it is counted only", () => {
    const queries = queriesOf(ramp());
    expect(new Set(queries.map(({ id }) => id)).size).toBe(queries.length);
    const whole = queries.filter(({ promql }) => !promql.includes('promptctl_serial=~"7|8|9"'));
    expect(whole.map(({ id }) => id)).toEqual(["ramp runs"]);
    expect(queries.every(({ promql }) => promql.includes('promptctl_contract="support",promptctl_label="prod"'))).toBe(
      true,
    );
  });

  test("only what a metric or a limit needs", () => {
    const idsOf = (part: Partial<PrometheusRequest>): readonly string[] => queriesOf(ramp(part)).map(({ id }) => id);
    const always = ["ramp runs", "ramp sessions", "ramp turns", "ramp runs in batches", "ramp newest"];
    expect(idsOf({ metrics: [] })).toEqual(always);
    const limits = { ...ramp().limits, tokensPerRun: 1, spendPerDay: 1 };
    expect(new Set(idsOf({ metrics: [], limits }))).toEqual(new Set([...always, "ramp tokens", "ramp spend_per_day"]));
  });

  test("stretches of a ramp begin where they did at every look before, or are several of those", () => {
    const stepsAt = (minutes: number): { readonly step: number; readonly ends: readonly number[] } => {
      const found = queriesOf(ramp({ now: minute(minutes) })).find(({ times }) => times.kind === "range")?.times;
      if (found?.kind !== "range") throw new Error("shares are asked for in stretches");
      const ends = Array.from(
        { length: Math.round((found.end - found.start) / found.step) + 1 },
        (_, index) => found.start + index * found.step - since.getTime() / 1_000,
      );
      return { step: found.step, ends };
    };
    for (const minutes of [1, 2, 7, 45, 50, 51, 99, 100, 101, 1_000, 5_000]) {
      const { step, ends } = stepsAt(minutes);
      expect(ends.length).toBeLessThanOrEqual(50);
      expect(ends.every((end, index) => end === (index + 1) * step)).toBe(true);
      expect(ends.at(-1)).toBeGreaterThanOrEqual(minutes * 60);
      expect(Math.log2(step / 15) % 1).toBe(0);
    }
  });
});

describe("what the answers say", () => {
  const of = (bundle: string, serial: number, more = {}) => ({
    promptctl_bundle: bundle,
    promptctl_serial: String(serial),
    ...more,
  });
  const answer = (...rows: readonly (readonly [Record<string, string>, ...number[]])[]): Answered => ({
    rows: rows.map(([labels, ...values]) => ({
      labels,
      points: values.map((value, index) => ({ at: 60 * (index + 1), value })),
    })),
    warnings: [],
    unusable: 0,
  });
  const answers = (more: Readonly<Record<string, Answered>> = {}): ReadonlyMap<string, Answered> =>
    new Map(
      Object.entries({
        "ramp runs": answer(
          [of(base, 7), 30],
          [of(base, 8), 10],
          [of(head, 7), 4],
          [of(base, 9), 20],
          [of(head, 9), 10],
          [of(base, 6), 100],
          [of("sha256:c", 7), 5],
        ),
        "ramp sessions": answer(
          [of(base, 7), 15],
          [of(base, 8), 5],
          [of(head, 7), 2],
          [of(base, 9), 10],
          [of(head, 9), 5],
        ),
        "ramp runs in batches": answer(
          [of(base, 7, { promptctl_stop_reason: "finish" }), 20, 18],
          [of(base, 7, { promptctl_stop_reason: "truncated" }), 0, 2],
          [of(head, 7, { promptctl_stop_reason: "strange" }), 2, 2],
        ),
        "ramp newest": answer([of(base, 7), 1_763_632_800], [of(base, 9), 1_763_632_860]),
        ...more,
      }),
    );

  test("stage by stage, of either side, and what is left out", () => {
    const { accounting } = observePrometheus(ramp(), answers());
    expect(accounting).toMatchObject({
      read: 179,
      sides: { base: { sessions: 30, runs: 60, oneIn: 1 }, head: { sessions: 7, runs: 14, oneIn: 1 } },
      split: [
        { weight: 500, base: 20, head: 2 },
        { weight: 2_500, base: 10, head: 5 },
      ],
      leftOut: { "opened before": 100, "another bundle": 5 },
      otherBundles: [{ bundle: "sha256:c", runs: 5 }],
      newest: { base: "2025-11-20T10:01:00.000Z", head: null },
    });
  });

  test("a mix has the reasons that were expected, and one for all others", () => {
    const { observed } = observePrometheus(ramp(), answers());
    const mix = observed.filter(({ name }) => name.startsWith("stop_reasons."));
    expect(mix.map(({ name }) => name)).toEqual(["stop_reasons.truncated", "stop_reasons.other"]);
    // Two runs a session: forty of base are twenty sessions, in two stretches.
    expect(mix[0]?.series).toEqual({
      kind: "shares",
      batches: [
        { base: { successes: 0, trials: 10 }, head: { successes: 0, trials: 1 } },
        { base: { successes: 1, trials: 10 }, head: { successes: 0, trials: 1 } },
      ],
    });
    // How a run should end is no other reason.
    const others = mix[1]?.series?.kind === "shares" ? mix[1].series.batches : [];
    expect(others.map(({ base, head }) => [base.successes, head.successes])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("what nobody counted is not known, and what a server cannot know says so", () => {
    const field = { ...metrics[0], name: "outcome.score", kind: "field" } as MetricPolicy;
    const { observed } = observePrometheus(ramp({ metrics: [...metrics.slice(0, 6), field] }), answers());
    expect(observed.map(({ name, series, why }) => [name, series, why])).toEqual([
      ...["tokens", "tool_calls", "spend_usd", "steps", "seconds", "errors"].map((name) => [name, null, null]),
      ["outcome.score", null, "a Prometheus server does not know outcome.score: run records do (--runs)"],
    ]);
  });

  test("runs without a session have no units", () => {
    const buckets = answer([of(base, 7, { le: "10" }), 30], [of(base, 7, { le: "+Inf" }), 30]);
    const { observed, notes } = observePrometheus(
      ramp(),
      answers({ "ramp tokens": buckets, "ramp sessions": answer() }),
    );
    expect(observed[0]).toMatchObject({ name: "tokens", series: null, runs: { base: 30, head: 0 } });
    expect(notes.slice(1)).toEqual([
      expect.stringContaining("base has 60 runs and no session"),
      expect.stringContaining("head"),
    ]);
  });

  test("one session that has most of the runs is worth little more than one", () => {
    const seen = answers({
      "ramp runs": answer([of(base, 7), 30]),
      "ramp sessions": answer([of(base, 7), 15]),
      // Fourteen sessions of one run, and one of sixteen.
      "ramp turns": answer([of(base, 7), 14 + (16 * 17) / 2]),
      "ramp tokens": answer([of(base, 7, { le: "10" }), 30], [of(base, 7, { le: "+Inf" }), 30]),
    });
    const series = observePrometheus(ramp(), seen).observed[0]?.series;
    expect(series?.kind === "amounts" ? series.strata[0]?.base.units : null).toBeCloseTo(900 / (14 + 256), 9);
  });

  test("the larger of two limits that buckets stand for", () => {
    const buckets = answer(
      [of(head, 9, { le: "100" }), 3],
      [of(head, 9, { le: "1000" }), 8],
      [of(head, 9, { le: "5000" }), 9],
      [of(head, 9, { le: "+Inf" }), 9],
    );
    const excessesOf = (tokensPerRun: number) =>
      observePrometheus(ramp({ limits: { ...ramp().limits, tokensPerRun } }), answers({ "ramp tokens": buckets }))
        .excesses;
    const excess = { limit: "tokens_per_run", seen: 1_000 };
    expect(excessesOf(100)).toEqual([
      { ...excess, most: 100, runs: { base: 0, head: 6 }, says: "6 runs of the canary had more" },
    ]);
    // Those between 100 and 1,000 may have had 400.
    expect(excessesOf(500)).toEqual([
      { ...excess, most: 500, runs: { base: 0, head: 1 }, says: "1 run of the canary had more" },
    ]);
    expect(excessesOf(2_000)).toEqual([]);
  });
});
