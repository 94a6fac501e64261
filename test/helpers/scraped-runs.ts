import { counters, histograms } from "../../src/core/run/instruments.ts";
import { measurementsOf } from "../../src/core/run/measurements.ts";
import type { RunRecord } from "../../src/core/run/records/schema.ts";

/** A run that some process finished. */
export interface ScrapedRun {
  /** Seconds after `start`. */
  readonly second: number;
  /** What its series are of: `one`. */
  readonly instance: string;
  readonly record: RunRecord;
  readonly isFirst: boolean;
}

/**
 * OpenMetrics text, as a server that asks every process once a minute would have written it down. A process that begins
 * anew forgets what it counted.
 *
 * @param start seconds since 1970
 * @param restarts seconds after it at which an instance begins anew
 */
export function scrapedMetrics(
  runs: readonly ScrapedRun[],
  {
    start,
    seconds,
    restarts = {},
  }: {
    readonly start: number;
    readonly seconds: number;
    readonly restarts?: Readonly<Record<string, number>>;
  },
): string {
  const lines = new Map<string, string[]>();
  const write = (family: string, sample: string, labels: Labels, value: number, at: number): void => {
    const shown = Object.entries(labels).map(([name, text]) => `${name.replaceAll(".", "_")}="${text}"`);
    const line = `${sample}{${shown.join(",")}} ${value} ${start + at}`;
    const written = lines.get(family);
    if (written === undefined) lines.set(family, [line]);
    else written.push(line);
  };
  const known = new Map<string, Series>();
  const sorted = runs.toSorted((left, right) => left.second - right.second);
  let next = 0;
  for (let at = 60; at <= seconds; at += 60) {
    for (const [instance, second] of Object.entries(restarts)) {
      if (second > at - 60 && second <= at)
        for (const [key, { labels }] of known) if (labels["instance"] === instance) known.delete(key);
    }
    for (; (sorted[next]?.second ?? Number.POSITIVE_INFINITY) <= at; next += 1) {
      const run = sorted[next];
      if (run !== undefined) count(known, run);
    }
    for (const { family, labels, value, boundaries, buckets } of known.values()) {
      write(family, boundaries === null ? `${family}_total` : `${family}_sum`, labels, value, at);
      if (boundaries !== null)
        for (const [index, most] of [...boundaries, "+Inf"].entries()) {
          const below = buckets.slice(0, index + 1).reduce((sum, one) => sum + one, 0);
          write(family, `${family}_bucket`, { ...labels, le: String(most) }, below, at);
        }
    }
  }
  const families = [...lines].map(([family, samples]) => {
    const type = samples[0]?.startsWith(`${family}_sum`) === true ? "histogram" : "counter";
    return `# TYPE ${family} ${type}\n${samples.join("\n")}\n`;
  });
  return `${families.join("")}# EOF\n`;
}

type Labels = Readonly<Record<string, string>>;

interface Series {
  readonly family: string;
  readonly labels: Labels;
  readonly boundaries: readonly number[] | null;
  readonly buckets: number[];
  value: number;
}

function count(known: Map<string, Series>, { instance, record, isFirst }: ScrapedRun): void {
  for (const measurement of measurementsOf(record, isFirst)) {
    const { kind, value } = measurement;
    const { name } = kind === "counter" ? counters[measurement.instrument] : histograms[measurement.instrument];
    const boundaries = kind === "counter" ? null : histograms[measurement.instrument].boundaries;
    const labels = { ...measurement.attributes, instance };
    const key = JSON.stringify([name, labels]);
    const series = known.get(key) ?? {
      family: name.replaceAll(".", "_"),
      labels,
      boundaries,
      buckets: [...(boundaries ?? []), 0].map(() => 0),
      value: 0,
    };
    known.set(key, series);
    series.value += value;
    const at = (boundaries ?? []).findIndex((most) => value <= most);
    const bucket = at < 0 ? series.buckets.length - 1 : at;
    series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }
}
