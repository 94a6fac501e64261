/** The records of a file through the collector of `analyze`, without a repository around it. */
import { openCollector } from "../../../dist/core/analysis/collect.js";
import { readRecordLines } from "../../../dist/world/records.js";
import { begun, contract, digests, label } from "../run-records.mjs";

const metric = (name, kind) => ({
  name,
  kind,
  maxIncrease: null,
  maxDecrease: null,
  critical: false,
  minRuns: 1,
  isNamed: false,
});
const collector = openCollector({
  contract,
  metrics: [
    ...["tokens", "tool_calls", "steps", "seconds", "spend_usd"].map((name) => metric(name, "amount")),
    ...["errors", "confirmations", "denials"].map((name) => metric(name, "share")),
    metric("stop_reasons", "mix"),
  ],
  stopReasons: ["finish", "truncated", "refusal", "budget_exceeded", "needs_confirmation", "error"],
  limits: { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: 1e6, actionsPerHour: null },
  compared: {
    kind: "ramp",
    label,
    ...digests,
    begun,
    stages: [{ fromSerial: begun.serial, fromTime: begun.at, weight: 500 }],
  },
  now: new Date("2026-11-21T00:00:00Z"),
});
const world = { cwd: process.cwd(), signal: new AbortController().signal };
await readRecordLines(process.argv.slice(2), world, collector);
const { accounting, excesses } = collector.observations();
process.stderr.write(`${JSON.stringify({ ...accounting, excesses })}\n`);
