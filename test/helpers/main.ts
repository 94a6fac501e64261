import { EventEmitter } from "node:events";
import { main } from "../../src/cli/main.ts";
import type { CliResult } from "./cli.ts";
import { gitEnvironment } from "./repository.ts";

/** The whole program without a process: a hundred times as fast, from argv to exit code. */
export async function runMain(folder: string, ...args: readonly string[]): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) =>
    Object.assign(new EventEmitter(), {
      isTTY: false,
      write: (text: string) => {
        written[name] += text;
        return true;
      },
    });
  const host = Object.assign(new EventEmitter(), {
    argv: ["node", "promptctl", ...args],
    env: { ...process.env, ...gitEnvironment, NO_COLOR: "1" },
    cwd: () => folder,
    version: process.version,
    platform: process.platform,
    stdin: Object.assign(new EventEmitter(), { isTTY: false }),
    stdout: stream("stdout"),
    stderr: stream("stderr"),
  });
  const exit = await main(host as unknown as NodeJS.Process);
  return { exit, ...written };
}
