import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gitEnvironment } from "./repository.ts";

export interface CliResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The one document that `--format json` writes. */
export interface CliDocument {
  readonly format: string;
  readonly command: string | null;
  readonly answer: string | null;
  readonly exit: number;
  readonly verdict: string;
  readonly data: unknown;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly findings: readonly { readonly rule: string; readonly message: string; readonly hint: string | null }[];
  } | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));

/** The built program, started and left to itself. */
export function startPromptctl(
  folder: string,
  args: readonly string[],
  env: Environment = {},
  through: readonly string[] = [],
): ChildProcess {
  const [command = "", ...rest] = [...through, process.execPath, program, ...args];
  return spawn(command, rest, {
    cwd: folder,
    env: { ...process.env, ...gitEnvironment, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The built program as a process without a terminal, as CI starts it. */
export function promptctl(folder: string, ...args: readonly string[]): Promise<CliResult> {
  return promptctlWith({}, folder, ...args);
}

export function promptctlWith(env: Environment, folder: string, ...args: readonly string[]): Promise<CliResult> {
  return ended(startPromptctl(folder, args, env));
}

/** The same as an argument of another program, which runs it. */
export function promptctlThrough(
  through: readonly string[],
  folder: string,
  ...args: readonly string[]
): Promise<CliResult> {
  // With one thread for files, who counts calls of the system counts those of the process.
  return ended(startPromptctl(folder, args, { UV_THREADPOOL_SIZE: "1" }, through));
}

function ended(child: ChildProcess): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr?.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** Throws where stdout holds nothing, more than one document, or anything beside it. */
export function documentOf({ stdout, stderr, exit }: CliResult): CliDocument {
  try {
    return JSON.parse(stdout) as CliDocument;
  } catch {
    throw new Error(`stdout is not one JSON document (exit ${exit}):\n${stdout}\n${stderr}`);
  }
}
