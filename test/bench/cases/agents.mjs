import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeSlowSuite } from "../goldens.mjs";
import { promptctl } from "../processes.mjs";

const pool = fileURLToPath(new URL("../baselines/pool.mjs", import.meta.url));
const service = fileURLToPath(new URL("../baselines/slow-service.mjs", import.meta.url));

/** `test` with agents that take 50 ms, beside a bare pool that asks as many. */
export const agentsCases = [
  ["command", async () => ({ argv: sleeper, runner: { command: sleeper } })],
  ["http", async (folder) => serve(folder)],
].map(([kind, open]) => ({
  name: `test agents ${kind}`,
  async prepare(folder, { short }) {
    const count = short ? 40 : 1_000;
    const { argv, runner, close } = await open(folder);
    const cwd = join(folder, kind);
    await mkdir(cwd);
    await writeSlowSuite(cwd, count, runner);
    const bare = `a bare pool of 20, ${kind}`;
    return {
      title: `${count.toLocaleString("en-US")} calls of agents that take 50 ms, 20 at a time`,
      baseline: bare,
      rounds: 5,
      runs: {
        [bare]: { argv: [process.execPath, pool, String(count), kind, ...argv], cwd },
        [`promptctl test -j 20, ${kind}`]: {
          argv: [process.execPath, promptctl, "test", "-j", "20", "--quiet"],
          cwd,
          atMost: { toBaseline: 1.1 },
        },
      },
      close,
    };
  },
}));

/** Two programs in one process: it has answered before it begins to wait. */
const sleeper = ["sh", "-c", `echo '{"stop_reason":"finish","output":"yes","calls":[]}'; exec sleep 0.05`];

async function serve(cwd) {
  const child = spawn(process.execPath, [service], { cwd, stdio: ["pipe", "pipe", "inherit"] });
  const port = await new Promise((resolve) => child.stdout.once("data", (chunk) => resolve(Number(chunk))));
  const url = `http://127.0.0.1:${port}/`;
  return { argv: [url], runner: { http: { url } }, close: () => child.stdin.end() };
}
