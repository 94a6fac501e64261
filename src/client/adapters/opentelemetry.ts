import type { Counter, Histogram, Meter, MeterProvider } from "@opentelemetry/api";
import { Failure } from "../../core/failure.ts";
import { counters, histograms } from "../../core/run/instruments.ts";
import { type Labels, type Measurement, measurementsOf } from "../../core/run/measurements.ts";
import type { Client } from "../connect.ts";
import { withoutRun } from "../session/attributes.ts";
import type { Session } from "../session/session.ts";

/**
 * Runs one run of an agent inside of a span `invoke_agent <contract>`, with what the session knows before it and what it
 * measured after it. Where `@opentelemetry/api` is not installed it just runs.
 *
 * @param run may be as short as `() => wrap(session, generateText)(settings)`
 */
export async function withSpan<Result>(session: Session, run: () => Promise<Result>): Promise<Result> {
  const api = await telemetry();
  if (api === null) return run();
  const { SpanKind, SpanStatusCode, trace } = api;
  const before = session.attributes();
  const options = { kind: SpanKind.INTERNAL, attributes: withoutRun(before) };
  return trace
    .getTracer("promptctl")
    .startActiveSpan(`invoke_agent ${session.contract.name}`, options, async (span) => {
      try {
        return await run();
      } catch (error) {
        const told = error instanceof Error ? error : new Error(String(error));
        span.setAttribute("error.type", error instanceof Failure ? error.code : told.name);
        span.setStatus({ code: SpanStatusCode.ERROR, message: told.message });
        throw error;
      } finally {
        const after = session.attributes();
        const isAnother = after["promptctl.run_id"] !== before["promptctl.run_id"];
        span.setAttributes(isAnother ? after : withoutRun(after));
        span.end();
      }
    });
}

/**
 * Counts and measures every run that the client's sessions record, with OpenTelemetry's meter `promptctl`: what
 * `analyze --prometheus` reads. Where `@opentelemetry/api` is not installed nothing is measured.
 *
 * @returns what ends it
 */
export async function meterRuns(client: Pick<Client, "on">): Promise<() => void> {
  const api = await telemetry();
  if (api === null) return () => undefined;
  let meter: { readonly provider: MeterProvider; readonly tell: (measurement: Measurement) => void } | null = null;
  return client.on("recorded", ({ record, isFirst }) => {
    // Hosts start their telemetry when they like, and a meter of before measures nothing.
    const provider = api.metrics.getMeterProvider();
    if (meter?.provider !== provider) meter = { provider, tell: instrumentsOf(provider.getMeter("promptctl")) };
    for (const measurement of measurementsOf(record, isFirst)) meter.tell(measurement);
  });
}

function instrumentsOf(meter: Meter): (measurement: Measurement) => void {
  const counting = new Map<string, Counter<Labels>>();
  for (const [key, { name, unit, description }] of Object.entries(counters))
    counting.set(key, meter.createCounter(name, { unit, description }));
  const measuring = new Map<string, Histogram<Labels>>();
  for (const [key, { name, unit, description, boundaries }] of Object.entries(histograms)) {
    const advice = { explicitBucketBoundaries: [...boundaries] };
    measuring.set(key, meter.createHistogram(name, { unit, description, advice }));
  }
  return ({ kind, instrument, value, attributes }) => {
    if (kind === "counter") counting.get(instrument)?.add(value, attributes);
    else measuring.get(instrument)?.record(value, attributes);
  };
}

async function telemetry(): Promise<typeof import("@opentelemetry/api") | null> {
  try {
    return await import("@opentelemetry/api");
  } catch {
    return null;
  }
}
