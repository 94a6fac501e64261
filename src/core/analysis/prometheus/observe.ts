import { type HistogramName, histograms } from "../../run/instruments.ts";
import type { Accounting } from "../accounting.ts";
import type { Excess } from "../comparison.ts";
import type { Distribution, Observed } from "../observed.ts";
import type { MetricPolicy } from "../policy.ts";
import { accountingOf } from "./account.ts";
import { bucketsOf, distributionOf } from "./buckets.ts";
import { excessesOf } from "./excesses.ts";
import { bothSides, cellsOf, type Grid, type RowsOf, type Seen, sumOf } from "./grid.ts";
import { notesOf } from "./notes.ts";
import { counterOf, histogramOf } from "./queries.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Answered } from "./rows.ts";
import { observeMix, observeShare } from "./shares.ts";
import { unitsPerRun } from "./units.ts";

/** What a Prometheus server says of both sides. */
export interface PrometheusView {
  readonly observed: readonly Observed[];
  readonly accounting: Accounting;
  readonly excesses: readonly Excess[];
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
  const turns = cellsOf(request, "turns", rowsOf);
  const shares = runs.map((stratum, index) =>
    bothSides((side) => {
      const of = (grid: Grid): number => sumOf(grid[index]?.[side]);
      return unitsPerRun(of(sessions), sumOf(stratum[side]), of(turns));
    }),
  );
  const accounting = accountingOf(request, { runs, sessions }, rowsOf);
  return {
    observed: request.metrics.flatMap((policy) => observe(policy, { request, rowsOf, shares })),
    accounting,
    excesses: excessesOf(request, rowsOf),
    notes: notesOf(request, accounting, [...answers.values()]),
    isPartial: [...answers.values()].some(({ warnings }) => warnings.length > 0),
  };
}

function observe(policy: MetricPolicy, seen: Seen): readonly Observed[] {
  const histogram = histogramOf(policy);
  if (histogram !== null) return [observeAmount(policy, histogram, seen)];
  if (policy.kind === "mix") return observeMix(policy, seen);
  const counter = counterOf(policy);
  if (counter !== null) {
    const grid = cellsOf(seen.request, `${counter} in batches`, seen.rowsOf);
    // What never happens is counted too: as 0.
    if (grid.some(({ base, head }) => base.length + head.length > 0))
      return [observeShare(policy, policy.name, grid, seen)];
    return [{ name: policy.name, policy, series: null, why: null, runs: { base: 0, head: 0 } }];
  }
  const why = `a Prometheus server does not know ${policy.name}: run records do (--runs)`;
  return [{ name: policy.name, policy, series: null, why, runs: { base: 0, head: 0 } }];
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
    why: null,
    runs: bothSides((side) => sumOfAll(strata.map((one) => massOf(one[side])))),
  };
}

function massOf({ counts }: Distribution): number {
  return Math.round(sumOfAll([...counts]));
}

function sumOfAll(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
