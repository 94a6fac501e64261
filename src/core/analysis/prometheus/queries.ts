import { counters, type CounterName, type HistogramName, histograms, type Instrument } from "../../run/instruments.ts";
import type { MetricPolicy } from "../policy.ts";
import { growth, type Matchers, select, sumBy } from "./promql.ts";
import type { PrometheusRequest } from "./request.ts";
import { secondsOf, type Window, windowsOf } from "./window.ts";

/** One question to the server. */
export interface Query {
  /** Its answer is found by it: `ramp tokens`. */
  readonly id: string;
  readonly promql: string;
  /** Seconds since 1970. */
  readonly times:
    | { readonly kind: "instant"; readonly at: number }
    | { readonly kind: "range"; readonly start: number; readonly end: number; readonly step: number };
}

/** Everything that is asked: in any order, and each once. */
export function queriesOf(request: PrometheusRequest): readonly Query[] {
  return windowsOf(request).flatMap((window) => queriesOfWindow(request, window));
}

export function histogramOf({ name, kind }: MetricPolicy): HistogramName | null {
  return kind === "amount" && Object.hasOwn(histograms, name) ? (name as HistogramName) : null;
}

export function counterOf({ name, kind }: MetricPolicy): CounterName | null {
  return kind === "share" && Object.hasOwn(counters, name) ? (name as CounterName) : null;
}

function queriesOfWindow({ contract, label, metrics, limits }: PrometheusRequest, window: Window): readonly Query[] {
  const { name, bundles, serials } = window;
  const ours = { promptctl_contract: contract, ...(label === null ? {} : { promptctl_label: label }) };
  const sides = {
    ...ours,
    promptctl_bundle: bundles,
    ...(serials === null ? {} : { promptctl_serial: serials }),
  };
  const seconds = secondsOf(window);
  const by = ["promptctl_bundle", ...(serials === null ? [] : ["promptctl_serial"])];
  const total = (id: string, series: string, and: readonly string[] = []): Query => ({
    id: `${name} ${id}`,
    promql: sumBy([...by, ...and], growth(series, seconds, 3_600)),
    times: { kind: "instant", at: end(window) },
  });
  const times = batchTimes(window);
  const inBatches = (counter: CounterName, and: readonly string[] = []): Query => ({
    id: `${name} ${counter} in batches`,
    promql: sumBy([...by, ...and], growth(selectCounter(counter, sides), times.step, seconds)),
    times,
  });
  const amounts = new Set<HistogramName>([
    ...metrics.flatMap((policy) => histogramOf(policy) ?? []),
    ...(limits.tokensPerRun === null ? [] : (["tokens"] as const)),
    ...(limits.toolCallsPerRun === null ? [] : (["tool_calls"] as const)),
  ]);
  const shares = new Set(metrics.flatMap((policy) => counterOf(policy) ?? []));
  const inAny = (id: string, most: number | null, histogram: HistogramName, range: number): readonly Query[] => {
    // Of two windows only that of head is watched.
    if (most === null || name === "base") return [];
    const promql = sumBy([], growth(select(`${series(histograms[histogram])}_sum`, ours), range, 3_600));
    return [{ id: `${name} ${id}`, promql, times: momentsIn(window) }];
  };
  const stamp = `timestamp(${selectCounter("runs", sides)})`;
  return [
    // Of a ramp also what is on neither side, to be accounted for.
    total("runs", selectCounter("runs", serials === null ? sides : ours)),
    total("sessions", selectCounter("sessions", sides)),
    total("turns", selectCounter("turns", sides)),
    ...[...amounts].map((one) => total(one, selectBuckets(one, sides), ["le"])),
    inBatches("runs", ["promptctl_stop_reason"]),
    ...[...shares].map((one) => inBatches(one)),
    ...inAny("spend_per_day", limits.spendPerDay, "spend_usd", 86_400),
    ...inAny("actions_per_hour", limits.actionsPerHour, "tool_calls", 3_600),
    // A process that ended some time ago has no sample at the end, and samples before it.
    {
      id: `${name} newest`,
      promql: `max by (${by.join(",")}) (${stamp} or max_over_time(${stamp}[${seconds}s:${resolution(seconds)}s]))`,
      times: { kind: "instant", at: end(window) },
    },
  ];
}

/** Seconds: a sample is found for five minutes, so no step may be longer. */
function resolution(seconds: number): number {
  return Math.min(240, Math.max(1, Math.ceil(seconds / 500)));
}

function end({ until }: Window): number {
  return until.getTime() / 1_000;
}

/**
 * At most fifty stretches of at least a quarter of a minute: the server is asked once for all of them. Those of a ramp are the same
 * whenever one looks, and only now and then two become one; the last one is not over yet.
 */
function batchTimes(window: Window): Extract<Query["times"], { kind: "range" }> {
  const seconds = secondsOf(window);
  if (window.name !== "ramp") {
    const batches = Math.min(mostBatches, Math.max(1, Math.floor(seconds / shortestBatch)));
    const step = Math.ceil(seconds / batches);
    return { kind: "range", start: end(window) - (batches - 1) * step, end: end(window), step };
  }
  let step = shortestBatch;
  while (step * mostBatches < seconds) step *= 2;
  const since = window.from.getTime() / 1_000;
  return { kind: "range", start: since + step, end: since + Math.ceil(seconds / step) * step, step };
}

const mostBatches = 50;

/** Seconds: as often as servers usually ask. */
const shortestBatch = 15;

function momentsIn(window: Window): Query["times"] {
  const seconds = secondsOf(window);
  const step = Math.max(60, Math.ceil(seconds / 200));
  const steps = Math.floor(seconds / step);
  return { kind: "range", start: end(window) - steps * step, end: end(window), step };
}

function selectCounter(counter: CounterName, labels: Matchers): string {
  return select(`${series(counters[counter])}(_total)?`, labels);
}

function selectBuckets(histogram: HistogramName, labels: Matchers): string {
  const { unit } = histograms[histogram];
  return select(`${series(histograms[histogram])}${unit === "s" ? "(_seconds)?" : ""}_bucket`, labels);
}

/** https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ */
function series({ name }: Instrument): string {
  return name.replaceAll(".", "_");
}
