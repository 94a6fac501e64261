import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPrometheus } from "../../../src/commands/gather/prometheus.ts";
import { standardMetrics } from "../../../src/core/analysis/metrics.ts";
import type { Distribution, Observed } from "../../../src/core/analysis/observed.ts";
import type { MetricPolicy } from "../../../src/core/analysis/policy.ts";
import type { PrometheusRequest } from "../../../src/core/analysis/prometheus/request.ts";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import { recordShape } from "../../../src/core/run/records/schema.ts";
import type { Pair } from "../../../src/core/statistics/samples.ts";
import { baseBundle as base, headBundle as head } from "../../helpers/analysis.ts";
import { type RunningPrometheus, scraped, startPrometheus, unscraped } from "../../helpers/prometheus.ts";
import { type ScrapedRun, scrapedMetrics } from "../../helpers/scraped-runs.ts";
import { worldAt } from "../../helpers/world.ts";

const other: Digest = `sha256:${"c".repeat(64)}`;
const start = Date.UTC(2026, 10, 20, 10) / 1_000;
const at = (minute: number): Date => new Date((start + 60 * minute) * 1_000);
const metrics: readonly MetricPolicy[] = standardMetrics.map((one) => ({ ...one, minRuns: 20, isNamed: false }));

/** A ramp from 10:05 on, at 25 % (serial 41; 42 was a halt that was lifted again), from 10:30 on at 50 %, seen at 11:00. */
const ramp: PrometheusRequest = {
  contract: "support",
  label: "prod",
  compared: {
    kind: "ramp",
    base,
    head,
    since: at(5),
    stages: [
      { serials: [41, 42], weight: 2_500 },
      { serials: [43], weight: 5_000 },
    ],
  },
  metrics,
  stopReasons: ["truncated", "error"],
  limits: { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: null, actionsPerHour: null },
  now: at(60),
};

const runs = traffic("support");
const restarted = traffic("restarted");
let server: RunningPrometheus | null = null;

beforeAll(async () => {
  if (!scraped) return;
  const times = { start, seconds: 3_600, restarts: { "restarted-1": 2_300 } };
  server = await startPrometheus({ metrics: scrapedMetrics([...runs, ...restarted], times) });
});

afterAll(async () => server?.stop());

describe.runIf(scraped)(`what a real Prometheus server knows${unscraped}`, () => {
  test("counts are those of the runs, stage by stage", async () => {
    const { accounting, notes, isPartial } = await asked(ramp);
    const side = (bundle: Digest, serials: readonly number[]) => ofSerials(runs, bundle, serials);
    expect([notes, isPartial]).toEqual([[expect.stringContaining("does not tell sessions apart")], false]);
    expect(accounting.sides).toEqual({
      base: { sessions: sessionsOf(side(base, [41, 43])), runs: side(base, [41, 43]).length, oneIn: 1 },
      head: { sessions: sessionsOf(side(head, [41, 43])), runs: side(head, [41, 43]).length, oneIn: 1 },
    });
    expect(accounting.split).toEqual([
      { weight: 2_500, base: sessionsOf(side(base, [41])), head: sessionsOf(side(head, [41])) },
      { weight: 5_000, base: sessionsOf(side(base, [43])), head: sessionsOf(side(head, [43])) },
    ]);
  });

  test("what is on neither side is accounted for", async () => {
    const { accounting } = await asked(ramp);
    // Before the ramp they were counted too, up to its first scrape.
    const since = runs.filter(({ second }) => second > 300);
    const before = ofSerials(since, base, [40]).length;
    const others = ofSerials(since, other, [39]).length;
    expect(before).toBeGreaterThan(0);
    expect(accounting.leftOut).toMatchObject({ "opened before": before, "another bundle": others, torn: 0 });
    expect(accounting.otherBundles).toEqual([{ bundle: other, runs: others }]);
    expect(accounting.read).toBe(before + others + accounting.sides.base.runs + accounting.sides.head.runs);
  });

  test.each(["tokens", "tool_calls"])("%s are spread as they were, to a bucket", async (name) => {
    const { observed } = await asked(ramp);
    const strata = strataOf(observed, name);
    expect(strata).toHaveLength(2);
    for (const [index, serials] of [[41, 42], [43]].entries()) {
      for (const [side, bundle] of [
        ["base", base],
        ["head", head],
      ] as const) {
        const put = ofSerials(runs, bundle, serials);
        const got = strata[index]?.[side];
        if (got === undefined) throw new Error("there is no such stage");
        expect(total(got)).toBeCloseTo(put.length, 6);
        expect(got.units).toBeCloseTo(unitsOf(put), 6);
        for (const share of [0.1, 0.5, 0.9]) {
          const expected = quantile(
            put.map((run) => valueOf(run, name)),
            share,
          );
          expect(Math.abs(quantileOf(got, share) - expected)).toBeLessThanOrEqual(
            name === "tokens" ? 0.25 * expected : 0,
          );
        }
      }
    }
  });

  test("errors and stop reasons are counted in sessions, and in the order of time", async () => {
    const { observed } = await asked(ramp);
    for (const [name, hit] of [
      ["errors", ({ record }: ScrapedRun) => record.error !== null],
      ["stop_reasons.truncated", ({ record }: ScrapedRun) => record.stop_reason === "truncated"],
    ] as const) {
      const batches = batchesOf(observed, name);
      for (const [side, bundle] of [
        ["base", base],
        ["head", head],
      ] as const) {
        const stages = [41, 43].map((serial) => ofSerials(runs, bundle, [serial]));
        const due = (which: (run: ScrapedRun) => boolean): number =>
          stages.reduce((all, put) => all + (put.filter(which).length * unitsOf(put)) / put.length, 0);
        const sum = (what: "successes" | "trials"): number => batches.reduce((all, one) => all + one[side][what], 0);
        // Each stage is rounded for itself.
        expect(Math.abs(sum("trials") - due(() => true))).toBeLessThanOrEqual(2);
        expect(Math.abs(sum("successes") - due(hit))).toBeLessThanOrEqual(2);
      }
      expect(batches.flatMap(({ base, head }) => [base, head]).every(isWhole)).toBe(true);
    }
  });

  test("a process that begins anew costs what it did before it was asked", async () => {
    const { accounting, observed } = await asked({ ...ramp, contract: "restarted" });
    for (const [side, bundle] of [
      ["base", base],
      ["head", head],
    ] as const) {
      const put = ofSerials(restarted, bundle, [41, 43]).length;
      expect(Math.abs(accounting.sides[side].runs - put) / put).toBeLessThan(0.1);
      const strata = strataOf(observed, "tokens");
      expect(Math.abs(strata.reduce((sum, one) => sum + total(one[side]), 0) - put) / put).toBeLessThan(0.1);
    }
  });

  test("limits: single runs by their buckets, an hour by the sum", async () => {
    const limits = { ...ramp.limits, tokensPerRun: 10_000, actionsPerHour: 100 };
    const { excesses } = await asked({ ...ramp, limits });
    const [tokens, actions] = excesses;
    const over = (bundle: Digest): number =>
      ofSerials(runs, bundle, [41, 43]).filter((run) => valueOf(run, "tokens") > 10_000).length;
    // 10,000 is a bound itself.
    expect(tokens).toMatchObject({
      limit: "tokens_per_run",
      most: 10_000,
      runs: { base: over(base), head: over(head) },
    });
    expect(tokens?.seen).toBeGreaterThanOrEqual(10_000);
    expect(actions).toEqual({
      limit: "actions_per_hour",
      most: 100,
      seen: runs.reduce((sum, run) => sum + valueOf(run, "tool_calls"), 0),
      runs: null,
      says: "in the 60 minutes up to 2026-11-20T11:00:00Z",
    });
    expect(excesses).toHaveLength(2);
  });

  test("the newest sample is when a process was asked, not now", async () => {
    const { accounting } = await asked({ ...ramp, now: at(75) });
    expect(accounting.newest).toEqual({ base: at(60).toISOString(), head: at(60).toISOString() });
  });

  test("two windows of one bundle", async () => {
    const side = (from: number, until: number) => ({
      bundle: base,
      from: at(from).toISOString(),
      until: at(until).toISOString(),
      says: "then",
    });
    const compared = { kind: "against", base: side(10, 25), head: side(35, 60) } as const;
    const { accounting, observed } = await asked({ ...ramp, compared });
    const between = (from: number, until: number): readonly ScrapedRun[] =>
      runs.filter(({ second, record }) => second > 60 * from && second <= 60 * until && record.bundle === base);
    expect(accounting.sides.base.runs).toBe(between(10, 25).length);
    expect(accounting.sides.head.runs).toBe(between(35, 60).length);
    expect(accounting.split).toEqual([]);
    const [stratum] = strataOf(observed, "tokens");
    expect(stratum === undefined ? 0 : total(stratum.base)).toBeCloseTo(between(10, 25).length, 6);
  });

  test("what nobody counts is said, and is not nothing", async () => {
    const { notes, observed, accounting } = await asked({ ...ramp, contract: "nobody" });
    expect(notes.join()).toContain("no promptctl_runs_total of contract nobody and label prod");
    expect(observed.every(({ series }) => series === null)).toBe(true);
    expect(accounting.newest).toEqual({ base: null, head: null });
  });
});

async function asked(request: PrometheusRequest) {
  return readPrometheus(worldAt("/"), server?.url ?? "", request);
}

/** A session each ten seconds; what the head does more of is known. */
function traffic(contract: string): readonly ScrapedRun[] {
  let state = 12_345;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const sessions = Array.from({ length: 360 }, (_, index): readonly ScrapedRun[] => {
    const opened = 10 * index;
    const [serial, weight] = opened < 300 ? [40, 0] : opened < 1_800 ? [41, 0.25] : [43, 0.5];
    const isHead = random() < weight;
    // A conversation that began long ago goes on with what it began with.
    const isOld = random() < 0.05;
    const bundle = isHead ? head : isOld ? other : base;
    const instance = `${contract}-${random() < 0.5 ? 1 : 2}`;
    return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, turn) => {
      const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
      const error = random() < (isHead ? 0.12 : 0.04) ? "it broke" : null;
      const record = recordShape.schema.parse({
        run_id: `${index}-${turn}`,
        contract,
        bundle,
        label: "prod",
        turn,
        serial: !isHead && isOld ? 39 : serial,
        variant: isHead ? "ramp" : "current",
        stop_reason: error !== null ? "error" : random() < 0.1 ? "truncated" : "finish",
        error,
        tokens: { input: Math.round((isHead ? 4_800 : 3_000) * Math.exp(0.6 * normal)), output: 50 },
        tool_calls: Math.floor((isHead ? 6 : 3) * random()),
      });
      return { second: opened + 40 * turn + 5, instance, record, isFirst: turn === 0 };
    });
  });
  return sessions.flat().filter(({ second }) => second <= 3_600);
}

function ofSerials(all: readonly ScrapedRun[], bundle: Digest, serials: readonly number[]): readonly ScrapedRun[] {
  return all.filter(({ record }) => record.bundle === bundle && serials.includes(record.serial ?? -1));
}

function sessionsOf(all: readonly ScrapedRun[]): number {
  return all.filter(({ isFirst }) => isFirst).length;
}

/** Kish's effective size. */
function unitsOf(all: readonly ScrapedRun[]): number {
  const sizes = new Map<string, number>();
  for (const { record } of all) {
    const session = record.run_id.replace(/-.*/, "");
    sizes.set(session, (sizes.get(session) ?? 0) + 1);
  }
  return all.length ** 2 / [...sizes.values()].reduce((sum, size) => sum + size ** 2, 0);
}

function valueOf({ record }: ScrapedRun, name: string): number {
  return name === "tokens" ? (record.tokens?.input ?? 0) + (record.tokens?.output ?? 0) : (record.tool_calls ?? 0);
}

function strataOf(observed: readonly Observed[], name: string): readonly Pair<Distribution>[] {
  const series = observed.find((one) => one.name === name)?.series;
  return series?.kind === "amounts" ? series.strata : [];
}

function batchesOf(observed: readonly Observed[], name: string) {
  const series = observed.find((one) => one.name === name)?.series;
  return series?.kind === "shares" ? series.batches : [];
}

function total({ counts }: Distribution): number {
  return counts.reduce((sum, one) => sum + one, 0);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

function quantileOf(distribution: Distribution, share: number): number {
  let left = share * total(distribution);
  for (const [index, value] of distribution.values.entries()) {
    left -= distribution.counts[index] ?? 0;
    if (left <= 0) return value;
  }
  return Number.NaN;
}

function isWhole({ successes, trials }: { successes: number; trials: number }): boolean {
  return Number.isInteger(successes) && Number.isInteger(trials) && successes <= trials;
}
