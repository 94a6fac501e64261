import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a real server can be started here: Debian's package `prometheus` has both programs. */
export const scraped = ["prometheus", "promtool"].every((program) => spawnSync(program, ["--version"]).status === 0);

export const unscraped = scraped ? "" : " (skipped: there is no prometheus here)";

export interface RunningPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A server of its own, on loopback, with what it is to know already or where it is to ask every second.
 *
 * @param metrics OpenMetrics text with times
 * @param targets `127.0.0.1:9464`
 */
export async function startPrometheus({
  metrics = "",
  targets = [],
}: {
  readonly metrics?: string;
  readonly targets?: readonly string[];
}): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), "promptctl-prometheus-"));
  const [config, data] = [join(folder, "prometheus.yml"), join(folder, "data")];
  const scrape = { job_name: "hosts", static_configs: [{ targets }] };
  await writeFile(config, JSON.stringify({ global: { scrape_interval: "1s" }, scrape_configs: [scrape] }));
  if (metrics !== "") {
    await writeFile(join(folder, "metrics.txt"), metrics);
    const filled = spawnSync(
      "promtool",
      ["tsdb", "create-blocks-from", "openmetrics", "--quiet"].concat(join(folder, "metrics.txt"), data),
    );
    if (filled.status !== 0) throw new Error(`promtool: ${filled.stderr.toString()}`);
  }
  const port = await freePort();
  const server = spawn(
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      "--storage.tsdb.retention.time=100y",
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (server.exitCode !== null) throw new Error(`prometheus ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, stop };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
