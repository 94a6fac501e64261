import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promptctlWith } from "../helpers/cli.ts";
import { pair, remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository, temporaryFolder } from "../helpers/repository.ts";
import { commitWords, copyOf, sharedRelease, shop } from "../helpers/shop.ts";

/** What a question costs: the git processes that promptctl starts, in the order of their names. */
const questions = [
  ["status of a clone, offline", cloned, ["status", "--offline"], ["cat-file", "var"]],
  ["status of a clone", cloned, ["status"], ["cat-file", "ls-remote", "var"]],
  ["status where there is no remote", alone, ["status"], ["cat-file", "var"]],
  ["status of labels that moved long ago", longAgo, ["status"], ["cat-file", "log", "var"]],
  ["log of a clone, offline", cloned, ["log", "--offline"], ["cat-file", "var"]],
  ["check", cloned, ["check"], ["var"]],
  ["check of what was checked", checked, ["check"], []],
  ["diff of two commits", cloned, ["diff", "HEAD~1", "HEAD"], ["cat-file", "diff", "grep", "var"]],
  [
    "diff of the working tree with a commit",
    cloned,
    ["diff", "HEAD~1"],
    ["cat-file", "diff", "grep", "ls-files", "var"],
  ],
  ["diff of what is new", cloned, ["diff"], ["cat-file", "diff", "ls-files", "var"]],
] as const;

test.each(questions)("%s", async (_, prepare, words, gits) => {
  expect(await gitsOf(await prepare(), ...words)).toEqual(gits);
});

const promote = ["promote", "canary", "--yes", "--contract", "support"] as const;

/** What a move costs: beside reading and writing, a question to the remote and the push; without one, the ref. */
const moves = [
  ["of a clone", cloned, promote, ["cat-file", "fast-import", "ls-remote", "push", "var"]],
  ["to a revision", cloned, [...promote, "--to", "HEAD"], ["cat-file", "fast-import", "ls-remote", "push", "var"]],
  ["where there is no remote", alone, promote, ["cat-file", "fast-import", "update-ref", "var"]],
  ["after many moves", longAgo, promote, ["cat-file", "fast-import", "log", "update-ref", "var"]],
] as const;

test.each(moves)("promote %s", async (_, prepare, words, gits) => {
  const folder = await prepare();
  await commitWords(openRepository(folder), "Be kind, and quick.");
  expect(await gitsOf(folder, ...words)).toEqual(gits);
});

async function cloned(): Promise<string> {
  const [member] = await pair(await remoteOf(await released()));
  await commitWords(member, "Be kind, and brief.");
  await member.git("push", "--quiet", "origin", "main");
  return member.folder;
}

async function checked(): Promise<string> {
  const folder = await cloned();
  await promptctlWith({}, folder, "check");
  return folder;
}

async function alone(): Promise<string> {
  return (await copyOf(await released())).folder;
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

/** The git commands that promptctl itself starts, as git tells them. */
async function gitsOf(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const traces = await temporaryFolder();
  const settings = join(traces, "gitconfig");
  const events = join(traces, "events");
  await writeFile(settings, `[user]\n\tname = Ada\n\temail = ada@example.com\n[trace2]\n\teventTarget = ${events}\n`);
  const { exit, stderr } = await promptctlWith({ GIT_CONFIG_GLOBAL: settings }, folder, ...args);
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining("✘")]);
  // Where no git was started, nobody wrote it.
  const lines = (await readFile(events, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  const told = lines.map((line) => JSON.parse(line) as { event: string; sid: string; name?: string });
  // What a git starts by itself has the name of both.
  return told
    .flatMap(({ event, sid, name }) => (event === "cmd_name" && !sid.includes("/") ? [name ?? ""] : []))
    .toSorted();
}
