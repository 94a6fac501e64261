import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { promptctlWith } from "../helpers/cli.ts";
import { pair, remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository, temporaryFolder } from "../helpers/repository.ts";
import { commitWords, copyOf, sharedRelease, shop } from "../helpers/shop.ts";

/** What a question costs: the git processes that promptctl starts, in the order of their names. */
const questions = [
  ["status of a clone, offline", cloned, ["status", "--offline"], ["cat-file"]],
  ["status of a clone", cloned, ["status"], ["cat-file", "ls-remote"]],
  ["status where there is no remote", alone, ["status"], ["cat-file"]],
  ["status of labels that moved long ago", longAgo, ["status"], ["cat-file", "log"]],
  ["log of a clone, offline", cloned, ["log", "--offline"], ["cat-file"]],
  ["check", cloned, ["check"], []],
  ["check where there is no repository", nowhere, ["check"], []],
  ["check of what was checked", checked, ["check"], []],
  ["diff of two commits", cloned, ["diff", "HEAD~1", "HEAD"], ["cat-file", "diff", "grep"]],
  ["diff of the working tree with a commit", cloned, ["diff", "HEAD~1"], ["cat-file", "diff", "ls-files"]],
  ["diff of what is new", branched, ["diff"], ["cat-file", "diff", "ls-files"]],
  ["diff where nothing is new", cloned, ["diff"], ["cat-file", "diff", "ls-files"]],
  ["diff, asked again where nothing is new", asked, ["diff"], ["diff", "ls-files"]],
  ["diff, asked again where nobody wrote settings", unset, ["diff"], ["diff", "ls-files"]],
  ["diff where nothing is new and there is no remote", alone, ["diff"], ["cat-file", "diff", "ls-files"]],
] as const;

test.each(questions)("%s", async (_, prepare, words, gits) => {
  expect(await gitsOf(await prepare(), words)).toEqual(gits);
});

const promote = ["promote", "canary", "--yes", "--contract", "support"] as const;

/** What a move costs: beside reading and writing, a question to the remote and the push; without one, the ref. */
const moves = [
  ["of a clone", cloned, promote, ["cat-file", "fast-import", "ls-remote", "push"]],
  ["to a revision", cloned, [...promote, "--to", "HEAD"], ["cat-file", "fast-import", "ls-remote", "push"]],
  ["where there is no remote", alone, promote, ["cat-file", "fast-import", "update-ref"]],
  ["after many moves", longAgo, promote, ["cat-file", "fast-import", "log", "update-ref"]],
] as const;

test.each(moves)("promote %s", async (_, prepare, words, gits) => {
  const folder = await prepare();
  await commitWords(openRepository(folder), "Be kind, and quick.");
  expect(await gitsOf(folder, words)).toEqual(gits);
});

test("promote by whom the user's own settings name", async () => {
  const folder = await cloned();
  const nobody = { GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined };
  expect(await gitsOf(folder, promote, nobody)).toEqual(["cat-file", "fast-import", "ls-remote", "push"]);
});

async function cloned(): Promise<string> {
  const [member] = await pair(await remoteOf(await released()));
  await commitWords(member, "Be kind, and brief.");
  await member.git("push", "--quiet", "origin", "main");
  return member.folder;
}

async function asked(): Promise<string> {
  const folder = await cloned();
  await promptctlWith({}, folder, "diff");
  return folder;
}

async function unset(): Promise<string> {
  const { folder, git } = openRepository(await cloned());
  await git("rm", "--quiet", "promptctl.yaml");
  await git("commit", "--quiet", "--message", "No settings");
  await git("push", "--quiet", "origin", "main");
  await promptctlWith({}, folder, "diff");
  return folder;
}

async function branched(): Promise<string> {
  const folder = await cloned();
  const member = openRepository(folder);
  await member.git("checkout", "--quiet", "-b", "kinder");
  await commitWords(member, "Be kinder.");
  return folder;
}

async function checked(): Promise<string> {
  const folder = await cloned();
  await promptctlWith({}, folder, "check");
  return folder;
}

async function alone(): Promise<string> {
  return (await copyOf(await released())).folder;
}

async function nowhere(): Promise<string> {
  const folder = await temporaryFolder();
  await openRepository(folder).write(shop());
  return folder;
}

/** More commits on the release branch than are read at a glance. */
async function longAgo(): Promise<string> {
  const { folder, git } = await copyOf(await released());
  const branch = "refs/heads/promptctl/releases";
  let tip = await git("rev-parse", branch);
  const tree = await git("rev-parse", `${tip}^{tree}`);
  for (let count = 0; count < 70; count += 1) tip = await git("commit-tree", tree, "-p", tip, "-m", `note ${count}`);
  await git("update-ref", branch, tip);
  return folder;
}

let shared: Promise<Repository> | null = null;
function released(): Promise<Repository> {
  return (shared ??= sharedRelease(shop(), ["canary", "prod"]));
}

/** The git commands that promptctl itself starts: git finds its own where it was installed, and not by this name. */
async function gitsOf(
  folder: string,
  args: readonly string[],
  said: Readonly<Record<string, undefined>> = {},
): Promise<readonly string[]> {
  const [programs, started] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(programs, "gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.com\n");
  const script = `#!/bin/sh\nprintf '%s\\0' "$@" > '${started}'/$$\nexec '${await realGit}' "$@"\n`;
  await writeFile(join(programs, "git"), script, { mode: 0o755 });
  const env = { GIT_CONFIG_GLOBAL: join(programs, "gitconfig"), PATH: `${programs}${delimiter}${process.env["PATH"]}` };
  const { exit, stderr } = await promptctlWith({ ...env, ...said }, folder, ...args);
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining("✘")]);
  const calls = (await readdir(started)).map((name) => readFile(join(started, name), "utf8"));
  return (await Promise.all(calls)).map((words) => commandIn(words.split("\0"))).toSorted();
}

/** A setting stands behind `-c`. */
function commandIn(words: readonly string[]): string {
  return words.find((word, at) => !word.startsWith("-") && words[at - 1] !== "-c") ?? "";
}

const realGit = promisify(execFile)("sh", ["-c", "command -v git"]).then(({ stdout }) => stdout.trim());
