import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs programs in turns, so that whatever else the machine does reaches all of them alike.
 *
 * @param runs name → { argv, cwd, env, before, reports }; `before` is done first, and not measured; what `reports` says
 *   its time itself, as a number on stdout
 * @returns name → { median, low, high, cpu, memory }: milliseconds, low and high being the quartiles; milliseconds of
 *   all processors, and MiB at the peak of the largest process, `null` where nothing that was run is node
 */
export async function measure(runs, rounds) {
  const costs = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  const folder = await mkdtemp(join(tmpdir(), "promptctl-usage-"));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, run] of Object.entries(runs))
        costs[name].push(await costOf(run, join(folder, `${round}.jsonl`)));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return Object.fromEntries(
    Object.entries(costs).map(([name, list]) => [
      name,
      {
        ...spread(list.map(({ time }) => time)),
        cpu: middle(list.map(({ cpu }) => cpu)),
        memory: middle(list.map(({ memory }) => memory)),
      },
    ]),
  );
}

const hook = new URL("usage.mjs", import.meta.url).href;

async function costOf({ argv: [command, ...rest], cwd, env: extra = {}, before, reports = false }, usage) {
  await before?.();
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const env = { ...inherited, ...extra, NODE_OPTIONS: `--import=${hook}`, BENCH_USAGE: usage };
  await rm(usage, { force: true });
  const start = performance.now();
  const child = spawn(command, rest, { cwd, env, stdio: ["ignore", reports ? "pipe" : "ignore", "pipe"] });
  const told = [];
  child.stdout?.on("data", (chunk) => told.push(chunk));
  const said = [];
  child.stderr.on("data", (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const passed = performance.now() - start;
  if (code !== 0) throw new Error(`${[command, ...rest].join(" ")} exited with ${code}: ${Buffer.concat(said)}`);
  const time = reports ? Number(Buffer.concat(told)) : passed;
  if (reports) return { time, cpu: null, memory: null };
  const lines = (await readFile(usage, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  const used = lines.map((line) => JSON.parse(line));
  if (used.length === 0) return { time, cpu: null, memory: null };
  return {
    time,
    cpu: used.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: Math.max(...used.map(({ memory }) => memory)),
  };
}

function spread(times) {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

function middle(values) {
  return values.includes(null) ? null : spread(values).median;
}
