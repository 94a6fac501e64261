import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CliDocument, CliResult } from "./cli.ts";
import { documentOf } from "./cli.ts";
import { runMain } from "./main.ts";
import { copyOf, sharedRepository } from "./shop.ts";
import type { Repository } from "./repository.ts";

/** What the agent of these tests does with a task: its metadata says so. */
export interface Play {
  readonly id: string;
  /** The answer; a task passes where it is `ok`. */
  readonly says?: string;
  /** So many attempts end with an exit code that asks to be asked again. */
  readonly busy?: number;
  readonly exit?: number;
  readonly stderr?: string;
  /** Milliseconds. */
  readonly takes?: number;
  readonly usd?: number;
  readonly tags?: readonly string[];
}

/** Notes each task that it is asked to play, and plays it as the task says. */
const agent = `import { appendFileSync, existsSync, readFileSync } from "node:fs";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const { task } = JSON.parse(text);
const { says = "ok", busy = 0, exit = 0, takes = 0, stderr = "", usd = null } = task.metadata;
appendFileSync("ran.txt", task.contract + "/" + task.id + "\\n");
const times = readFileSync("ran.txt", "utf8").split("\\n").filter((line) => line === task.contract + "/" + task.id).length;
await new Promise((resolve) => setTimeout(resolve, takes));
process.stderr.write(stderr);
if (exit !== 0 || times <= busy) process.exit(exit || 75);
console.log(JSON.stringify({ stop_reason: "finish", steps: 1, calls: [], output: says, spend_usd: usd }));
`;

export const contractOf = (name: string, says = "Be kind."): string =>
  `contract: ${name}\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\nsystem: ${says}\n`;

export const goldensOf = (contract: string, plays: readonly Play[]): string =>
  `contract: ${contract}\ndefaults: { expect: { output: [{ equals: ok }] } }\ntasks:\n${plays
    .map(
      ({ id, tags = [], ...metadata }) =>
        `  - { id: ${id}, input: Hello, tags: ${JSON.stringify(tags)}, metadata: ${JSON.stringify(metadata)} }\n`,
    )
    .join("")}`;

/** A repository whose tasks do what they say, contract by contract. */
export function played(plays: Readonly<Record<string, readonly Play[]>>): Record<string, string> {
  const files: Record<string, string> = {
    "promptctl.yaml": "runner: { command: [node, agent.mjs] }\nlabels: { staging: {} }\n",
    "agent.mjs": agent,
    ".gitignore": "ran.txt\n",
  };
  for (const [name, tasks] of Object.entries(plays)) {
    files[`prompts/${name}/contract.yaml`] = contractOf(name);
    files[`goldens/${name}/all.yaml`] = goldensOf(name, tasks);
  }
  return files;
}

/** A fresh copy for each test. */
export async function sharedPlay(plays: Readonly<Record<string, readonly Play[]>>): Promise<() => Promise<Repository>> {
  const original = await sharedRepository(played(plays));
  return () => copyOf(original);
}

/** The tasks that the agent was asked to play since this was called last. */
export async function ran(folder: string): Promise<readonly string[]> {
  const path = join(folder, "ran.txt");
  const text = await readFile(path, "utf8").catch(() => "");
  await writeFile(path, "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

export interface TestData {
  readonly passed: number;
  readonly failed: number;
  readonly unmeasured: number;
  readonly quarantined: number;
  readonly not_run: number;
  readonly retried: number;
  readonly reused: number;
  readonly end: string;
  readonly spent_usd: number;
  readonly results: string;
  readonly evidence: readonly { readonly kind: string }[];
  readonly tasks: readonly { readonly contract: string; readonly id: string; readonly outcome: string }[];
}

/** `promptctl test` in this process. */
export async function runTest(
  folder: string,
  ...args: readonly string[]
): Promise<CliDocument & { readonly data: TestData; readonly stderr: string }> {
  const result = await runMain(folder, "test", "--format", "json", ...args);
  return { ...(documentOf(result) as CliDocument & { readonly data: TestData }), stderr: result.stderr };
}

export function sayTest(folder: string, ...args: readonly string[]): Promise<CliResult> {
  return runMain(folder, "test", ...args);
}
