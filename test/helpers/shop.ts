import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { documentOf, promptctl, type CliDocument } from "./cli.ts";
import { openRepository, type Repository, temporaryRepository } from "./repository.ts";

/** Labels that demand nothing, for tests that are about moves. */
export const openLabels = "labels: { staging: {}, canary: { ramp: { of: prod, weight: 5 } }, prod: {} }\n";

/** An agent that says its system text, at once: golden tasks pass while the prompt says `kind`. */
const agent = `let text = "";
for await (const chunk of process.stdin) text += chunk;
const { rendered } = JSON.parse(text);
console.log(JSON.stringify({ stop_reason: "finish", steps: 1, output: JSON.stringify(rendered.system) }));
`;

export interface Shop {
  readonly names?: readonly string[];
  /** The system text: another text is another bundle. */
  readonly says?: string;
  /** What stands in promptctl.yaml beside the runner. */
  readonly config?: string;
}

/** As small as a repository with contracts can be. */
export function shop({ names = ["support"], says = "Be kind.", config = openLabels }: Shop = {}) {
  const files: Record<string, string> = {
    "promptctl.yaml": `runner: { command: [node, agent.mjs] }\n${config}`,
    "agent.mjs": agent,
  };
  for (const name of names) {
    files[`prompts/${name}/contract.yaml`] = contract(name);
    files[`prompts/${name}/policy.md`] = `${says}\n`;
    files[`goldens/${name}/kind.yaml`] =
      `contract: ${name}\ntasks: [{ id: kind, input: Hello, expect: { output: [{ contains: kind }] } }]\n`;
  }
  return files;
}

export function contract(name: string, { tools = "get_order" }: { tools?: string } = {}): string {
  return `contract: ${name}
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: { file: ./policy.md }
tools: [{ name: ${tools}, description: Look an order up., effect: read, input: { type: object } }]
`;
}

/** The same repository again, as it is: much faster than making it. It is there until the file's last test is over. */
export async function copyOf({ folder }: { readonly folder: string }): Promise<Repository> {
  const copy = await sharedFolder();
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  return openRepository(copy);
}

/** Every file by its content, git's own (refs, index, HEAD) included; objects that nothing names, and what is remembered, do not count. */
export async function contentsOf(folder: string, ignored: RegExp = /^\.git\/(?:objects|promptctl)\//) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !ignored.test(path))
    .toSorted();
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, sha256(await readFile(join(folder, path)))] as const)),
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Runs promptctl, insists on the exit code, and returns the document. */
export async function expectExit(exit: number, folder: string, ...args: readonly string[]): Promise<CliDocument> {
  const result = await promptctl(folder, ...args, "--format", "json");
  if (result.exit !== exit)
    throw new Error(
      `promptctl ${args.join(" ")} ended with ${result.exit}, not ${exit}\n${result.stdout}${result.stderr}`,
    );
  return documentOf(result);
}

export function expectYes(folder: string, ...args: readonly string[]): Promise<CliDocument> {
  return expectExit(0, folder, ...args);
}

/** The pointer of a label as the release branch holds it. */
export async function pointerOn({ git }: Repository, path: string, branch = "promptctl/releases") {
  return JSON.parse(await git("show", `${branch}:labels/${path}.json`)) as StoredPointer;
}

export interface StoredPointer {
  readonly contract: string;
  readonly label: string;
  readonly serial: number;
  readonly current: string;
  readonly previous: string | null;
  readonly ramp: { readonly bundle: string; readonly weight: number; readonly salt: string } | null;
  readonly source: { readonly commit: string | null };
  readonly actor: string;
  readonly reason: string | null;
}

/** A repository for all tests of a file: made in `beforeAll`, and only to be copied. */
export async function sharedRepository(files: Readonly<Record<string, string>>): Promise<Repository> {
  return temporaryRepository(files, { folder: await sharedFolder() });
}

/** A folder for tests that run side by side: gone after the file's last test. */
export async function sharedFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "promptctl-test-")));
  shared.push(folder);
  return folder;
}

const shared: string[] = [];
afterAll(async () => {
  for (const folder of shared.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Digests by contract, as `build` says them. */
export async function bundlesOf(folder: string, ...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { data } = await expectYes(folder, "build", ...args);
  const { bundles } = data as { readonly bundles: readonly { readonly contract: string; readonly digest: string }[] };
  return Object.fromEntries(bundles.map(({ contract: name, digest }) => [name, digest]));
}

export const policyOf = (name = "support"): string => `prompts/${name}/policy.md`;

/** A new text, committed: another bundle. */
export async function commitWords({ write, commit }: Repository, says: string, name = "support"): Promise<string> {
  await write({ [policyOf(name)]: `${says}\n` });
  return commit(says);
}

/** The first words on some labels, the second ones committed and on none. */
export async function sharedRelease(files = shop(), labels = ["staging", "canary", "prod"]): Promise<Repository> {
  const repository = await sharedRepository(files);
  for (const label of labels) await expectYes(repository.folder, "promote", label, "--yes", "--all");
  await commitWords(repository, "Be kind and brief.");
  return repository;
}
