import { readFile } from "node:fs/promises";
import { metrics } from "@opentelemetry/api";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { meterRuns } from "../../../src/client/adapters/opentelemetry.ts";
import type { Session } from "../../../src/client/session/session.ts";
import { readPrometheus } from "../../../src/commands/gather/prometheus.ts";
import { standardMetrics } from "../../../src/core/analysis/metrics.ts";
import { counters, histograms } from "../../../src/core/run/instruments.ts";
import { adapted, answered } from "../../helpers/adapted.ts";
import { freePort, scraped, startPrometheus, unscraped } from "../../helpers/prometheus.ts";
import { worldAt } from "../../helpers/world.ts";

afterEach(() => metrics.disable());

/** What a host does for Prometheus; its address. */
async function exporting(): Promise<{ readonly target: string; readonly text: () => Promise<string> }> {
  const port = await freePort();
  const exporter = new PrometheusExporter({ port, host: "127.0.0.1", preventServerStart: true });
  const provider = new MeterProvider({ readers: [exporter] });
  await exporter.startServer();
  metrics.setGlobalMeterProvider(provider);
  onTestFinished(() => provider.shutdown());
  const target = `127.0.0.1:${port}`;
  return { target, text: async () => (await fetch(`http://${target}/metrics`)).text() };
}

function runOnce(session: Session, tokens: number, stop_reason = "finish"): void {
  session.beforeTurn();
  session.afterModel({ input: tokens, output: 0 });
  session.record({ stop_reason });
}

/** The values of a series, whatever its labels. */
function valuesOf(text: string, series: string, label = ""): readonly number[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${series}{`) && line.includes(label))
    .map((line) => Number(line.slice(line.lastIndexOf(" "))));
}

test("each run is counted and measured, with few labels", async () => {
  const { text } = await exporting();
  const { client, kept } = await adapted(answered);
  await meterRuns(client);
  const session = client.open("conversation-1");
  runOnce(session, 1_000);
  runOnce(session, 3_000, "error");
  const said = await text();
  expect(kept).toHaveLength(2);
  expect(valuesOf(said, "promptctl_runs_total", 'promptctl_stop_reason="error"')).toEqual([1]);
  expect(valuesOf(said, "promptctl_sessions_total")).toEqual([1]);
  expect(valuesOf(said, "promptctl_run_turns_total")).toEqual([3]);
  expect(valuesOf(said, "promptctl_run_errors_total")).toEqual([1]);
  expect(valuesOf(said, "promptctl_run_denials_total")).toEqual([0]);
  expect(valuesOf(said, "promptctl_run_tokens_sum")).toEqual([4_000]);
  expect(valuesOf(said, "promptctl_run_tokens_bucket", 'le="1000"')).toEqual([1]);
  expect(valuesOf(said, "promptctl_run_steps_bucket", 'le="1"')).toEqual([2]);
  // No price, no spend.
  expect(valuesOf(said, "promptctl_run_spend_count")).toEqual([]);
  const labels = new Set([...said.matchAll(/(promptctl_[a-z_]+)="/g)].map(([, name]) => name));
  expect(labels).toEqual(
    new Set(["contract", "bundle", "label", "serial", "variant", "stop_reason"].map((name) => `promptctl_${name}`)),
  );
});

test("a session is counted with its first run, in whatever process that is", async () => {
  const { text } = await exporting();
  const { client } = await adapted(answered);
  await meterRuns(client);
  const [opened, other] = [client.open("a"), client.open("b")];
  // Stored before it ever ran, and gone on with elsewhere; the second time its memory knows of a run.
  const resumed = await client.resume(opened.pin, opened.memory());
  runOnce(resumed, 10);
  runOnce(await client.resume(opened.pin, resumed.memory()), 10);
  runOnce(await client.resume(opened.pin), 10);
  runOnce(other, 10);
  const said = await text();
  expect(valuesOf(said, "promptctl_runs_total")).toEqual([4]);
  expect(valuesOf(said, "promptctl_sessions_total")).toEqual([2]);
});

test("a stop reason that is a sentence is no label", async () => {
  const { text } = await exporting();
  const { client } = await adapted(answered);
  await meterRuns(client);
  runOnce(client.open("a"), 10, "it broke at 12:04 for user 17");
  expect(valuesOf(await text(), "promptctl_runs_total", 'promptctl_stop_reason="other"')).toEqual([1]);
});

test("telemetry that starts later measures from then on, and what ends it ends it", async () => {
  const { client } = await adapted(answered);
  const end = await meterRuns(client);
  const session = client.open("a");
  runOnce(session, 10);
  const { text } = await exporting();
  runOnce(session, 10);
  end();
  runOnce(session, 10);
  expect(valuesOf(await text(), "promptctl_runs_total")).toEqual([1]);
});

test("README.md has the name of every series", async () => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  const names = [...Object.values(counters), ...Object.values(histograms)].map(({ name }) => name.replaceAll(".", "_"));
  expect(names.filter((name) => !readme.includes(name))).toEqual([]);
});

describe.runIf(scraped)(`scraped by a real Prometheus server${unscraped}`, () => {
  test("what a client counts is what an analysis reads", async () => {
    const { target } = await exporting();
    const { client } = await adapted(answered, {}, { prices: { "openai/gpt-5-mini": { input: 1, output: 1 } } });
    await meterRuns(client);
    const since = new Date();
    const sessions = Array.from({ length: 5 }, (_, index) => client.open(`conversation-${index}`));
    for (const session of sessions) for (const tokens of [900, 1_100]) runOnce(session, tokens);
    const { url, stop } = await startPrometheus({ targets: [target] });
    onTestFinished(stop);
    const [first] = sessions;
    if (first === undefined) throw new Error("there are five");
    const { bundle: base, serial } = first.pin;
    const stages = [{ serials: [serial], weight: 500 }];
    const compared = { kind: "ramp", base, head: `sha256:${"0".repeat(64)}`, since, stages } as const;
    const metrics = standardMetrics.map((one) => ({ ...one, minRuns: 1, isNamed: false }));
    const limits = { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: null, actionsPerHour: null };
    const asked = { contract: "support", label: "prod", compared, metrics, limits, stopReasons: ["truncated"] };
    const ask = () => readPrometheus(worldAt("/"), url, { ...asked, now: new Date() });
    let seen = await ask();
    while (seen.accounting.read === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      seen = await ask();
    }
    expect(seen.notes).toEqual([expect.stringContaining("does not tell sessions apart")]);
    expect(seen.accounting.sides.base).toEqual({ sessions: 5, runs: 10, oneIn: 1 });
    const known = Object.fromEntries(seen.observed.map(({ name, runs }) => [name, runs.base]));
    const shares = ["errors", "confirmations", "denials", "stop_reasons.truncated", "stop_reasons.other"];
    const amounts = ["tokens", "tool_calls", "spend_usd", "steps", "seconds"];
    expect(known).toEqual(Object.fromEntries([...amounts, ...shares].map((name) => [name, 10])));
    const tokens = seen.observed.find(({ name }) => name === "tokens")?.series;
    const values = tokens?.kind === "amounts" ? tokens.strata.flatMap(({ base }) => [...base.values]) : [];
    expect([Math.min(...values) > 800, Math.max(...values) < 1_250]).toEqual([true, true]);
  });
});
