import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { CliResult } from "./cli.ts";
import { gitEnvironment } from "./repository.ts";
import { sharedFolder } from "./shop.ts";

/** As much of a workflow, or of a composite action, as tests look at. */
export interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly defaults?: { readonly run: { readonly "working-directory": string } };
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps?: readonly Step[];
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

export function jobIn({ jobs }: Workflow, name: string): Job {
  const job = jobs[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  return job;
}

/** A machine that runs steps, on which `npx` starts the promptctl that is built here. */
export interface Runner {
  /** What is first on the PATH. */
  readonly bin: string;
  readonly temp: string;
  /** What `npx --yes` was asked for, and where. */
  fetched(): Promise<readonly string[]>;
  /** The script of a step in a checkout, as `shell: bash` runs it; what an expression says comes by `env`. */
  run(workspace: string, job: Job, step: string, env?: Readonly<Record<string, string>>): Promise<CliResult>;
}

export const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));

/** @param installed whether `npx --no-install` finds a promptctl in the checkout */
export async function runner({ installed = false }: { installed?: boolean } = {}): Promise<Runner> {
  const folder = await sharedFolder();
  const [bin, temp] = [join(folder, "bin"), join(folder, "temp")];
  await mkdir(bin);
  await mkdir(temp);
  const local = installed ? "shift 2" : "exit 1";
  await executable(
    join(bin, "npx"),
    `case "$1" in --no-install) ${local} ;; --yes) echo "$2 in $PWD" >> "${folder}/npx.log"; shift 2 ;; esac
exec "${process.execPath}" "${program}" "$@"`,
  );
  return {
    bin,
    temp,
    fetched: async () =>
      (await readFile(join(folder, "npx.log"), "utf8").catch(() => "")).split("\n").filter((line) => line !== ""),
    run: async (workspace, job, name, env = {}) => {
      const step = job.steps?.find((one) => one.name === name);
      if (step?.run === undefined) throw new Error(`there is no step ${name}`);
      const cwd = join(workspace, job.defaults?.run["working-directory"] ?? ".");
      return script(step.run, cwd, {
        ...plain(job.env),
        ...plain(step.env),
        RUNNER_TEMP: temp,
        GITHUB_WORKSPACE: workspace,
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
        PATH: `${bin}:${process.env["PATH"] ?? ""}`,
        ...env,
      });
    },
  };
}

export async function executable(path: string, body: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
export function script(text: string, cwd: string, env: Readonly<Record<string, string>>): Promise<CliResult> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", text], {
    cwd,
    env: { ...process.env, ...gitEnvironment, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

function plain(env: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => !value.includes("${{")));
}
