import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gitEnvironment } from "./repository.ts";

export interface CliResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));

/** The built program as a process without a terminal, as CI starts it. */
export function promptctl(folder: string, ...args: readonly string[]): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, ...gitEnvironment, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** The one document that `--format json` writes. */
export async function promptctlJson(folder: string, ...args: readonly string[]) {
  const result = await promptctl(folder, ...args, "--format", "json");
  return { ...result, document: JSON.parse(result.stdout) };
}
