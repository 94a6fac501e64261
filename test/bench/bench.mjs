/**
 * What promptctl costs, as ratios to baselines of the same run: `npm run bench`.
 * `--list` names the cases, and any word chooses those whose name contains it; `--short` runs each once on little data, to
 * see that it works; `--json` prints one document. Bars are information: only a case that does not work is exit code 1.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cases } from "./cases/index.mjs";
import { measure } from "./measure.mjs";
import { differencesOf, emptyRun, rowsOf } from "./rows.mjs";
import { sayResult } from "./table.mjs";

const words = process.argv.slice(2);
const [short, json, list] = ["--short", "--json", "--list"].map((flag) => words.includes(flag));
const wanted = words.filter((word) => !word.startsWith("--"));
const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

if (list) process.stdout.write(chosen.map(({ name }) => `${name}\n`).join(""));
else await runAll();

async function runAll() {
  const results = [];
  for (const each of chosen) {
    const result = await resultOf(each).catch((error) => {
      process.exitCode = 1;
      return { name: each.name, failed: String(error) };
    });
    results.push(result);
    const why = result.failed ?? result.skipped;
    if (why !== undefined) process.stderr.write(`${each.name} ${result.failed ? "failed" : "is skipped"}: ${why}\n`);
    else if (!json) process.stdout.write(`${sayResult(result)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ node: process.version, short, results }, null, 2)}\n`);
}

async function resultOf({ name, prepare }) {
  const folder = await mkdtemp(join(tmpdir(), "promptctl-bench-"));
  try {
    const prepared = await prepare(folder, { short });
    if ("skipped" in prepared || "simulated" in prepared) return { name, ...prepared };
    const { title, baseline = null, runs, rounds, unit = "ms", share = 1, differences = {}, close } = prepared;
    const all = { ...(unit === "ms" ? emptyRun(folder) : {}), ...runs };
    const measured = await measure(all, short ? 0 : rounds).finally(() => close?.());
    const times = perPart(measured, share);
    const rows = rowsOf(times, runs, baseline);
    const result = { name, title, unit, rows, differences: differencesOf(times, differences, unit) };
    return short ? withoutBars(result) : result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One run on little data says that it works, and nothing of how fast it is. */
function withoutBars(result) {
  const bare = (rows) => rows.map((row) => ({ ...row, bars: [] }));
  return { ...result, rows: bare(result.rows), differences: bare(result.differences) };
}

/** Times of so many parts, as those of one. */
function perPart(times, share) {
  const of = (time) => (time === null ? null : time / share);
  return Object.fromEntries(
    Object.entries(times).map(([name, { median, low, high, cpu, memory }]) => [
      name,
      { median: of(median), low: of(low), high: of(high), cpu: of(cpu), memory },
    ]),
  );
}
