import { spawn } from "node:child_process";

/**
 * Runs programs in turns, so that whatever else the machine does reaches all of them alike.
 *
 * @param runs name → { argv, cwd }
 * @returns name → { median, low, high } in milliseconds, low and high being the quartiles
 */
export async function measure(runs, rounds) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { argv, cwd }] of Object.entries(runs)) times[name].push(await timeOf(argv, cwd));
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, spread(list)]));
}

async function timeOf([command, ...rest], cwd) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const start = performance.now();
  const child = spawn(command, rest, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
  const said = [];
  child.stderr.on("data", (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const time = performance.now() - start;
  if (code !== 0) throw new Error(`${[command, ...rest].join(" ")} exited with ${code}: ${Buffer.concat(said)}`);
  return time;
}

function spread(times) {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
