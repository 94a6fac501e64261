import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Memory and processor time hardly differ from run to run, and of what takes long not at all. */
const [usageRounds, long] = [3, 5_000];

/**
 * Runs programs in turns, so that whatever else the machine does reaches all of them alike. Time is taken of a program
 * that runs as it does for anybody; what else it uses is asked in a run of its own, because asking costs time.
 *
 * @param rounds 0 runs everything once, to see that it works: its times are of programs that were watched, and what
 *   reports its own finds BENCH_SHORT in its environment
 * @param runs name → { argv, cwd, env, before, reports }; `before` is done first, and not measured; what `reports` says
 *   its number itself, on stdout
 * @returns name → { median, low, high, cpu, memory }: milliseconds, low and high being the quartiles; milliseconds of
 *   all processors, and MiB at the peak of the largest process, of what is node, `null` where nothing that was run is
 */
export async function measure(runs, rounds) {
  const measured = Object.fromEntries(Object.keys(runs).map((name) => [name, { times: [], usages: [] }]));
  for (let round = 0; round < Math.max(1, rounds); round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const { times, usages } = measured[name];
      if (run.reports !== true && (round === 0 || (round < usageRounds && times[0] < long))) {
        const { time, usage } = await watched(run);
        usages.push(usage);
        if (rounds === 0) times.push(time);
      }
      if (run.reports === true || rounds > 0) times.push(await timeOf(run, rounds === 0 ? { BENCH_SHORT: "1" } : {}));
    }
  }
  return Object.fromEntries(
    Object.entries(measured).map(([name, { times, usages }]) => [name, summary(times, usages)]),
  );
}

async function timeOf(run, more = {}) {
  await run.before?.();
  const start = performance.now();
  const said = await finish(run, more);
  return run.reports === true ? Number(said) : performance.now() - start;
}

const hook = fileURLToPath(new URL("usage.cjs", import.meta.url));

async function watched(run) {
  const folder = await mkdtemp(join(tmpdir(), "promptctl-usage-"));
  try {
    const file = join(folder, "usage.jsonl");
    const more = { NODE_OPTIONS: `--require=${JSON.stringify(hook)}`, BENCH_USAGE: file };
    const time = await timeOf(run, more);
    const text = await readFile(file, "utf8").catch(() => "");
    const lines = text.split("\n").filter((line) => line !== "");
    return { time, usage: lines.map((line) => JSON.parse(line)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a program says on stdout, where that is of interest. */
async function finish({ argv: [command, ...rest], cwd, env = {}, reports = false }, more) {
  // As at a desk: in a CI nothing is kept.
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, CI: ___, ...inherited } = process.env;
  const child = spawn(command, rest, {
    cwd,
    env: { ...inherited, ...env, ...more },
    stdio: ["ignore", reports ? "pipe" : "ignore", "pipe"],
  });
  const [said, complained] = [[], []];
  child.stdout?.on("data", (chunk) => said.push(chunk));
  child.stderr.on("data", (chunk) => complained.push(chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${[command, ...rest].join(" ")} exited with ${code}: ${Buffer.concat(complained)}`);
  return Buffer.concat(said);
}

function summary(times, usages) {
  const isKnown = usages.length > 0 && usages.every((processes) => processes.length > 0);
  const middle = (of) => (isKnown ? spread(usages.map(of)).median : null);
  return {
    ...spread(times),
    cpu: middle((processes) => processes.reduce((sum, { cpu }) => sum + cpu, 0)),
    memory: middle((processes) => Math.max(...processes.map(({ memory }) => memory))),
  };
}

function spread(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
