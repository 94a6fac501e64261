import { type LeftOut, leftOutReasons } from "../../src/core/analysis/accounting.ts";
import type { Analysis, Histogram, Measured, MetricResult } from "../../src/core/analysis/comparison.ts";
import type { Digest } from "../../src/core/bundle/digest.ts";

export const baseBundle: Digest = `sha256:${"a".repeat(64)}`;
export const headBundle: Digest = `sha256:${"b".repeat(64)}`;
const at = "2026-11-22T12:00:00.000Z";

/** A ramp of an hour at 5 %, with 1,804 sessions beside 96. */
export function analysis(part: Partial<Analysis> = {}): Analysis {
  return {
    contract: "support",
    label: "prod",
    compared: {
      kind: "ramp",
      base: baseBundle,
      head: headBundle,
      salt: "0123456789abcdef",
      weight: 500,
      since: "2026-11-22T11:00:00.000Z",
      weightSince: "2026-11-22T11:00:00.000Z",
    },
    source: "runs/*.jsonl.gz",
    accounting: accounting(),
    notes: [],
    metrics: [result()],
    excesses: [],
    decision: { action: "advance", reasons: [], next: 2_500 },
    at,
    ...part,
  };
}

export function accounting(
  part: Partial<Analysis["accounting"]> = {},
  leftOut: Partial<Record<LeftOut, number>> = {},
): Analysis["accounting"] {
  return {
    read: 4_620,
    sides: { base: { sessions: 1_804, runs: 4_012, oneIn: 1 }, head: { sessions: 96, runs: 221, oneIn: 1 } },
    split: [{ weight: 500, base: 1_804, head: 96 }],
    leftOut: { ...Object.fromEntries(leftOutReasons.map((reason) => [reason, 0])), ...leftOut } as Record<
      LeftOut,
      number
    >,
    otherBundles: [],
    newest: { base: "2026-11-22T11:58:00.000Z", head: "2026-11-22T11:56:00.000Z" },
    clockAhead: 0,
    ...part,
  };
}

export function result(name = "tokens", part: Partial<MetricResult> = {}): MetricResult {
  return {
    name,
    critical: true,
    isNamed: false,
    maxIncrease: { kind: "relative", share: 0.2 },
    maxDecrease: null,
    outcome: "pass",
    why: null,
    measured: amounts(),
    chanceOfWorse: 0.74,
    chanceOfFine: 0.001,
    ...part,
  };
}

type Amounts = Extract<Measured, { readonly kind: "amounts" }>;
type Shares = Extract<Measured, { readonly kind: "shares" }>;

/** Head is `times` as much as base, which has a median of `middle`. */
export function amounts(times = 1.02, middle = 1_204, part: Partial<Amounts> = {}): Amounts {
  return {
    kind: "amounts",
    base: { units: 1_804, runs: 4_012, median: middle, p95: middle * 2.8, mean: middle * 1.2 },
    head: { units: 96, runs: 221, median: middle * times, p95: middle * 2.8 * times, mean: middle * 1.2 * times },
    ratio: { estimate: times, low: times * 0.86, high: times * 1.17 },
    histogram: bells(middle, times),
    ...part,
  };
}

export function shares(part: Partial<Shares> = {}): Shares {
  return {
    kind: "shares",
    base: { units: 1_804, runs: 4_012, successes: 56 },
    head: { units: 96, runs: 221, successes: 9 },
    difference: { estimate: 0.063, low: 0.011, high: 0.119 },
    ...part,
  };
}

/** Two bells over edges that grow by a fifth each. */
function bells(middle: number, times: number): Histogram {
  const edges = Array.from({ length: 25 }, (_, index) => (middle / 4) * 1.2 ** index);
  const bell = (center: number): readonly number[] => {
    const heights = edges.slice(1).map((edge) => Math.exp(-((Math.log(edge / 1.1 / center) / 0.45) ** 2)));
    const sum = heights.reduce((total, height) => total + height, 0);
    // Far above all edges is in the last bin.
    if (sum === 0) return heights.map((_, at) => (at === heights.length - 1 ? 1 : 0));
    return heights.map((height) => (height / sum < 0.001 ? 0 : height / sum));
  };
  return { edges, base: bell(middle), head: bell(middle * times) };
}

/** What no bell fits: one session, one value, nothing at all. */
export function spike(edges: readonly number[], base: readonly number[], head: readonly number[]): Histogram {
  return { edges, base, head };
}

export const hostileName = `\u001B[31m<img src=x onerror=alert(1)>\n<!channel> @everyone [click](https://evil.example) ##[error] ::error::${"x".repeat(10_000)}`;

/** The table of everything that an analysis can be. */
export const analyses: readonly (readonly [what: string, analysis: Analysis])[] = [
  [
    "the incident",
    analysis({
      decision: {
        action: "roll back",
        reasons: [
          "tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804",
          "tool calls ×2.71 (2.33 to 3.17), 96 sessions beside 1,804",
        ],
        next: null,
      },
      metrics: [
        result("steps", { critical: false, measured: amounts(1.05, 4) }),
        result("tokens", { outcome: "fail", measured: amounts(1.87), chanceOfWorse: 0.00002, chanceOfFine: 1 }),
        result("tool_calls", { outcome: "fail", measured: amounts(2.71, 3), chanceOfWorse: 0.00001, chanceOfFine: 1 }),
        result("seconds", { outcome: "inconclusive", critical: false, measured: amounts(1.2, 3.2) }),
        result("spend_usd", { measured: amounts(1.01, 0.0123) }),
        result("errors", {
          outcome: "inconclusive",
          maxIncrease: { kind: "absolute", amount: 0.02 },
          measured: shares(),
        }),
        result("stop_reasons.truncated", {
          critical: false,
          maxIncrease: { kind: "absolute", amount: 0.05 },
          measured: shares({
            head: { units: 96, runs: 221, successes: 3 },
            difference: { estimate: 0, low: -0.021, high: 0.032 },
          }),
        }),
        result("outcome.score", {
          outcome: "no data",
          measured: null,
          maxIncrease: null,
          maxDecrease: { kind: "absolute", amount: 0.05 },
          why: "no session of the new bundle has it",
          isNamed: true,
        }),
        result("denials", {
          critical: false,
          measured: shares({
            base: { units: 1_804, runs: 4_012, successes: 0 },
            head: { units: 96, runs: 221, successes: 0 },
            difference: { estimate: 0, low: -0.002, high: 0.044 },
          }),
        }),
        result("confirmations", { outcome: "no data", measured: null, why: "no record has it" }),
      ],
      accounting: accounting(
        {
          sides: { base: { sessions: 1_804, runs: 4_012, oneIn: 4 }, head: { sessions: 96, runs: 221, oneIn: 1 } },
          otherBundles: [
            { bundle: `sha256:${"c".repeat(64)}`, runs: 10 },
            { bundle: "support@dddddddddddd", runs: 2 },
          ],
          clockAhead: 1,
        },
        { torn: 3, "another bundle": 12, "no prompt id": 41, "opened before": 331, duplicate: 1 },
      ),
    }),
  ],
  [
    "all pass",
    analysis({
      decision: { action: "advance", reasons: ["3 metrics pass, and 5 % has baked for 1 h"], next: 2_500 },
      metrics: [result(), result("tool_calls"), result("errors", { measured: shares() })],
    }),
  ],
  ["the last step", analysis({ decision: { action: "advance", reasons: ["every metric passes"], next: null } })],
  [
    "inconclusive",
    analysis({
      decision: { action: "hold", reasons: ["tokens: 12 sessions are too few to say"], next: 2_500 },
      metrics: [
        result("tokens", {
          outcome: "inconclusive",
          measured: amounts(1.3, 1_204, {
            head: { units: 12, runs: 30, median: 1_565, p95: null, mean: 1_600 },
            ratio: { estimate: 1.3, low: 0.7, high: null },
          }),
        }),
      ],
    }),
  ],
  [
    "no data",
    analysis({
      decision: { action: "hold", reasons: [], next: 2_500 },
      metrics: [
        result("tokens", { outcome: "no data", isNamed: true, measured: null, why: "no record has it" }),
        result("steps", { outcome: "no data", measured: null, why: "no record has it" }),
      ],
      accounting: accounting({
        read: 0,
        sides: { base: { sessions: 0, runs: 0, oneIn: 1 }, head: { sessions: 0, runs: 0, oneIn: 1 } },
        split: [],
        newest: { base: null, head: null },
      }),
    }),
  ],
  ["nothing measured", analysis({ decision: { action: "hold", reasons: [], next: null }, metrics: [] })],
  [
    "an error",
    analysis({
      decision: { action: "hold", reasons: ["seconds could not be judged"], next: 2_500 },
      metrics: [result("seconds", { outcome: "error", measured: null, why: "the server answers 503" })],
    }),
  ],
  [
    "huge, zero and negative",
    analysis({
      metrics: [
        result("tokens", { measured: amounts(1e9, 1e17) }),
        result("tool_calls", {
          measured: amounts(1, 0, {
            ratio: null,
            base: { units: 5, runs: 5, median: 0, p95: null, mean: 0 },
            head: { units: 5, runs: 5, median: 0, p95: null, mean: 0.1 },
            histogram: spike([0, 0], [1], [1]),
          }),
        }),
        result("steps", {
          measured: amounts(1, 0, {
            ratio: { estimate: Number.MAX_VALUE, low: null, high: null },
            base: { units: 0, runs: 0, median: null, p95: null, mean: null },
            histogram: spike([], [], []),
          }),
        }),
        result("outcome.delta", {
          maxIncrease: { kind: "absolute", amount: 0.5 },
          maxDecrease: { kind: "absolute", amount: 0.5 },
          measured: amounts(1, -3, {
            ratio: { estimate: -0.5, low: -2, high: 1 },
            histogram: spike([-8, -4, 0, 4, 8], [0.1, 0.4, 0.4, 0.1], [0, 0.2, 0.8, 0]),
          }),
        }),
        result("seconds", {
          measured: amounts(0.0001, 0.0004, { ratio: { estimate: 0.0001, low: null, high: 0.4 } }),
        }),
        result("errors", {
          measured: shares({
            base: { units: 1_000_000, runs: 1_000_000, successes: 3 },
            head: { units: 0, runs: 0, successes: 0 },
            difference: null,
          }),
        }),
      ],
    }),
  ],
  [
    "one session",
    analysis({
      decision: { action: "hold", reasons: ["1 session is too few"], next: 2_500 },
      metrics: [
        result("tokens", {
          outcome: "inconclusive",
          measured: amounts(1, 500, {
            base: { units: 1, runs: 1, median: 500, p95: null, mean: 500 },
            head: { units: 1, runs: 1, median: 900, p95: null, mean: 900 },
            ratio: { estimate: 1.8, low: null, high: null },
            histogram: spike([500, 700, 900], [1, 0], [0, 1]),
          }),
        }),
      ],
    }),
  ],
  [
    "over a limit",
    analysis({
      decision: { action: "hold", reasons: ["it has baked for 10 min of 30 min"], next: 2_500 },
      excesses: [
        {
          limit: "spend_per_day",
          most: 500,
          seen: 612.4,
          runs: null,
          says: "in the 24 hours before 2026-11-22T11:40:00Z",
        },
        { limit: "tokens_per_run", most: 50_000, seen: 81_234, runs: { base: 1, head: 2 }, says: "3 runs had more" },
      ],
    }),
  ],
  [
    "against last week",
    analysis({
      compared: {
        kind: "against",
        base: {
          bundle: baseBundle,
          from: "2026-11-08T00:00:00Z",
          until: "2026-11-15T00:00:00Z",
          says: "last week",
        },
        head: { bundle: baseBundle, from: "2026-11-22T00:00:00Z", until: null, says: "now" },
      },
      decision: { action: "roll back", reasons: ["tokens ×1.40 (1.31 to 1.50)"], next: null },
      metrics: [result("tokens", { outcome: "fail", measured: amounts(1.4) })],
      accounting: accounting({ split: [] }),
    }),
  ],
  [
    "two labels, runs only",
    analysis({
      compared: {
        kind: "against",
        base: { bundle: baseBundle, from: null, until: null, says: "the label prod" },
        head: { bundle: headBundle, from: null, until: null, says: "the label staging" },
      },
      source: "the Prometheus server http://metrics.test:9090",
      notes: ["no session is counted there: every run is its own"],
      accounting: accounting({
        split: [],
        sides: { base: { sessions: 0, runs: 4_012, oneIn: 1 }, head: { sessions: 0, runs: 221, oneIn: 1 } },
      }),
    }),
  ],
  [
    "hostile",
    analysis({
      label: hostileName,
      source: hostileName,
      decision: { action: "roll back", reasons: [hostileName, hostileName], next: null },
      excesses: [{ limit: hostileName, most: 1, seen: 2, runs: null, says: hostileName }],
      metrics: [
        result(hostileName, { outcome: "fail", why: hostileName }),
        result(`stop_reasons.${hostileName}`, { outcome: "inconclusive", measured: shares() }),
      ],
      accounting: accounting({ otherBundles: [{ bundle: hostileName, runs: 1 }] }, { "another bundle": 1 }),
    }),
  ],
];

/** One of the table by its name. */
export function analysisOf(what: string): Analysis {
  const found = analyses.find(([name]) => name === what);
  if (found === undefined) throw new Error(`there is no analysis ${what}`);
  return found[1];
}
