import { type HistogramName, histograms } from "../../run/instruments.ts";
import type { Pair } from "../../statistics/samples.ts";
import type { Accounting } from "../accounting.ts";
import { count } from "../../text.ts";
import type { Counts, Distribution, Observed } from "../observed.ts";
import type { MetricPolicy } from "../policy.ts";
import { accountingOf } from "./account.ts";
import { scaledBatches } from "./batches.ts";
import { distributionOf } from "./buckets.ts";
import { counterOf, histogramOf } from "./queries.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Answered, Row } from "./rows.ts";
import { cellsOf, type Grid, type RowsOf, sumOf } from "./grid.ts";

/** What a Prometheus server says of both sides. */
export interface PrometheusView {
  readonly observed: readonly Observed[];
  readonly accounting: Accounting;
  /** Sentences: what is missing, and why. */
  readonly notes: readonly string[];
  /** The server warns that it does not know everything: nothing should be done on this. */
  readonly isPartial: boolean;
}

/** @param answers to each of `queriesOf(request)`, by its id */
export function observePrometheus(request: PrometheusRequest, answers: ReadonlyMap<string, Answered>): PrometheusView {
  const rowsOf: RowsOf = (id) => answers.get(id)?.rows ?? [];
  const runs = cellsOf(request, "runs", rowsOf);
  const sessions = cellsOf(request, "sessions", rowsOf);
  const shares = runs.map((stratum, index) =>
    bothSides((side) => shareOf(sumOf(sessions[index]?.[side]), sumOf(stratum[side]))),
  );
  const accounting = accountingOf(request, { runs, sessions }, rowsOf);
  return {
    observed: request.metrics.flatMap((policy) => observe(policy, { request, rowsOf, shares })),
    accounting,
    notes: [...notesOf(request, accounting), ...notesOfAnswers([...answers.values()])],
    isPartial: [...answers.values()].some(({ warnings }) => warnings.length > 0),
  };
}

interface Seen {
  readonly request: PrometheusRequest;
  readonly rowsOf: RowsOf;
  /** Of each stratum: how many sessions there are for each run. */
  readonly shares: readonly Pair<number>[];
}

function observe(policy: MetricPolicy, seen: Seen): readonly Observed[] {
  const histogram = histogramOf(policy);
  if (histogram !== null) return [observeAmount(policy, histogram, seen)];
  if (policy.kind === "mix") return observeMix(policy, seen);
  const counter = counterOf(policy);
  if (counter !== null) {
    const grid = cellsOf(seen.request, `${counter} in batches`, seen.rowsOf);
    return [observeShare(policy, policy.name, grid, seen)];
  }
  return [{ name: policy.name, policy, series: null, runs: { base: 0, head: 0 } }];
}

function observeAmount(policy: MetricPolicy, histogram: HistogramName, { request, rowsOf, shares }: Seen): Observed {
  const strata = cellsOf(request, histogram, rowsOf).map((stratum, index) =>
    bothSides((side) => {
      const buckets = bucketsOf(stratum[side]);
      const runs = Math.max(0, ...buckets.map((bucket) => bucket.count));
      return distributionOf(buckets, histograms[histogram].isWhole, runs * (shares[index]?.[side] ?? 0));
    }),
  );
  const filled = strata.filter(({ base, head }) => base.units > 0 || head.units > 0);
  const series = filled.length === 0 ? null : ({ kind: "amounts", strata: filled } as const);
  return {
    name: policy.name,
    policy,
    series,
    runs: bothSides((side) => sumOfAll(strata.map((one) => massOf(one[side])))),
  };
}

/** One share for each reason that any run ended with. */
function observeMix(policy: MetricPolicy, seen: Seen): readonly Observed[] {
  const grid = cellsOf(seen.request, "runs in batches", seen.rowsOf);
  const reasonOf = ({ labels }: Row): string => labels["promptctl_stop_reason"] ?? "";
  const reasons = new Set(
    grid.flatMap(({ base, head }) => [...base, ...head].map(reasonOf)).filter((one) => one !== ""),
  );
  if (reasons.size === 0) return [{ name: policy.name, policy, series: null, runs: { base: 0, head: 0 } }];
  return [...reasons].toSorted().map((reason) => {
    const only = grid.map((stratum) => bothSides((side) => stratum[side].filter((row) => reasonOf(row) === reason)));
    return observeShare(policy, `${policy.name}.${reason}`, only, seen);
  });
}

function observeShare(policy: MetricPolicy, name: string, hits: Grid, { request, rowsOf, shares }: Seen): Observed {
  const all = cellsOf(request, "runs in batches", rowsOf);
  const known = hits.some(({ base, head }) => base.length + head.length > 0);
  if (!known) return { name, policy, series: null, runs: { base: 0, head: 0 } };
  const moments = [
    ...new Set(all.flatMap(({ base, head }) => [...base, ...head].flatMap(({ points }) => points.map(({ at }) => at)))),
  ].toSorted((left, right) => left - right);
  const counts = all.map((stratum, index) =>
    bothSides((side) =>
      moments.map((at) => ({ successes: sumOf(hits[index]?.[side], at), trials: sumOf(stratum[side], at) })),
    ),
  );
  const scaled = counts.map((stratum, index) =>
    bothSides((side) => scaledBatches(stratum[side], shares[index]?.[side] ?? 0)),
  );
  // Moment after moment, and of each one stage after the other.
  const batches = moments.flatMap((_, moment) =>
    scaled
      .map((stratum) => bothSides((side) => stratum[side][moment] ?? none))
      .filter(({ base, head }) => base.trials + head.trials > 0),
  );
  const runs = bothSides((side) =>
    Math.round(sumOfAll(counts.flatMap((one) => one[side].map(({ trials }) => trials)))),
  );
  return { name, policy, series: batches.length === 0 ? null : { kind: "shares", batches }, runs };
}

const none: Counts = { successes: 0, trials: 0 };

function bucketsOf(rows: readonly Row[]): readonly { most: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const { labels, points } of rows) {
    // `10` of one exporter and `10.0` of another are one bound.
    const text = labels["le"] ?? "";
    const most = text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text);
    if (text !== "" && !Number.isNaN(most)) counts.set(most, (counts.get(most) ?? 0) + (points.at(-1)?.value ?? 0));
  }
  return [...counts].map(([most, count]) => ({ most, count }));
}

function shareOf(sessions: number, runs: number): number {
  return runs <= 0 ? 0 : Math.min(1, sessions / runs);
}

function massOf({ counts }: Distribution): number {
  return Math.round(sumOfAll([...counts]));
}

function sumOfAll(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function bothSides<Value>(of: (side: keyof Pair<unknown>) => Value): Pair<Value> {
  return { base: of("base"), head: of("head") };
}

function notesOf({ contract, label }: PrometheusRequest, { read, sides }: Accounting): readonly string[] {
  const where = `contract ${contract}${label === null ? "" : ` and label ${label}`}`;
  if (read === 0)
    return [
      `the server has no promptctl_runs_total of ${where} in this time: do runtimes call meterRuns, and does it scrape them?`,
    ];
  return (["base", "head"] as const)
    .filter((side) => sides[side].runs > 0 && sides[side].sessions === 0)
    .map(
      (side) =>
        `of ${side} there ${sides[side].runs === 1 ? "is" : "are"} ${count(sides[side].runs, "run")} and no session in promptctl_sessions_total, so nobody knows how many of them belong together: resume sessions with their memory`,
    );
}

function notesOfAnswers(answers: readonly Answered[]): readonly string[] {
  const unusable = sumOfAll(answers.map((one) => one.unusable));
  return [
    ...new Set(answers.flatMap(({ warnings }) => warnings.map((warning) => `the server warns: ${warning}`))),
    ...(unusable === 0
      ? []
      : [
          `${count(unusable, "value")} of the server ${unusable === 1 ? "is no number" : "are no numbers"}, and left out`,
        ]),
  ];
}
