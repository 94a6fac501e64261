/**
 * What promptctl costs, as ratios to baselines of the same run: `npm run bench`.
 * `--short` runs each case once on little data, to see that it works; `--json` prints one document;
 * any other word chooses the cases whose name contains it. What is simulated (`canary`) has rates and times of its own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canaryCase } from "./cases/canary.mjs";
import { checkCase } from "./cases/check.mjs";
import { clientCases } from "./cases/client.mjs";
import { diffCases } from "./cases/diff.mjs";
import { movesCases } from "./cases/moves.mjs";
import { promoteCase } from "./cases/promote.mjs";
import { recordsCase } from "./cases/records.mjs";
import { testCases } from "./cases/test.mjs";
import { measure } from "./measure.mjs";

const cases = [
  checkCase,
  ...diffCases,
  ...testCases,
  ...movesCases,
  promoteCase,
  recordsCase,
  ...clientCases,
  canaryCase,
];

const words = process.argv.slice(2);
const short = words.includes("--short");
const json = words.includes("--json");
const chosen = words.filter((word) => !word.startsWith("--"));

const results = [];
for (const { name, prepare } of cases) {
  if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
  const folder = await mkdtemp(join(tmpdir(), "promptctl-bench-"));
  try {
    const prepared = await prepare(folder, { short });
    if ("skipped" in prepared) {
      process.stderr.write(`${name} is skipped: ${prepared.skipped}\n`);
      continue;
    }
    if ("simulated" in prepared) {
      results.push({ name, ...prepared });
      continue;
    }
    const { title, baseline, runs, rounds, unit = "ms", share = 1, differences = {} } = prepared;
    const empty = { "an empty node process (E)": { argv: [process.execPath, "-e", ""], cwd: folder } };
    const times = perPart(await measure({ ...(unit === "ms" ? empty : {}), ...runs }, short ? 1 : rounds), share);
    results.push({ name, title, unit, rows: rowsOf(times, baseline), differences: differencesOf(times, differences) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.stdout.write(
  json ? `${JSON.stringify({ node: process.version, short, results }, null, 2)}\n` : sayAll(results),
);

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

function rowsOf(times, baseline) {
  const empty = times["an empty node process (E)"]?.median ?? null;
  return Object.entries(times).map(([name, { median, low, high, cpu, memory }]) => ({
    name,
    median,
    low,
    high,
    cpu,
    memory,
    toBaseline: median / times[baseline].median,
    memoryToBaseline: memory === null || times[baseline].memory === null ? null : memory / times[baseline].memory,
    toEmpty: empty === null ? null : median / empty,
    isBaseline: name === baseline,
  }));
}

/** What is left of one run without some others. */
function differencesOf(times, differences) {
  return Object.entries(differences).map(([name, [whole, ...parts]]) => ({
    name,
    median: parts.reduce((left, part) => left - times[part].median, times[whole].median),
  }));
}

function sayAll(all) {
  return all
    .map(({ title, unit, rows, differences, say }) =>
      [title, ...(say?.() ?? [...rows.map((row) => sayRow(row, unit)), ...differences.map(sayDifference)]), ""].join(
        "\n",
      ),
    )
    .join("\n");
}

function sayDifference({ name, median }) {
  return `  ${name.padEnd(52)} ${`${median.toFixed(0)} ms`.padStart(22)}`;
}

function sayRow({ name, median, low, high, cpu, memory, toBaseline, memoryToBaseline, toEmpty, isBaseline }, unit) {
  const time = `${median.toFixed(0)} ${unit} (${low.toFixed(0)}–${high.toFixed(0)})`;
  const ratio = isBaseline ? "baseline" : `${toBaseline.toFixed(2)} ×`;
  const used = cpu === null ? "" : `${cpu.toFixed(0)} ms CPU`;
  const peak = memory === null ? "" : `${memory.toFixed(0)} MiB`;
  const peakRatio = isBaseline || memoryToBaseline === null ? "" : `${memoryToBaseline.toFixed(2)} ×`;
  const columns = [
    ratio.padStart(10),
    (toEmpty === null ? "" : `${toEmpty.toFixed(1)} E`).padStart(9),
    used.padStart(14),
    peak.padStart(9),
    peakRatio.padStart(8),
  ];
  return `  ${name.padEnd(52)} ${time.padStart(22)} ${columns.join(" ")}`.trimEnd();
}
