import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { promptctlWith } from "../helpers/cli.ts";
import { pair, remoteOf } from "../helpers/remote.ts";
import { type Repository, temporaryFolder } from "../helpers/repository.ts";
import { commitWords, sharedRelease, shop } from "../helpers/shop.ts";

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop(), ["canary", "prod"]);
});

test("promote starts git for what no other git can answer, and a question is asked once", async () => {
  const [member] = await pair(await remoteOf(released));
  await commitWords(member, "Be kind, and quick.");
  await member.git("push", "--quiet", "origin", "main");
  expect(await gitsOf(member.folder, "promote", "canary", "--yes", "--to", "HEAD", "--contract", "support")).toEqual([
    "cat-file",
    "fast-import",
    "log",
    "ls-remote",
    "push",
    "remote",
    "rev-parse",
    "update-ref",
    "var",
    "worktree",
  ]);
});

test("status without a network asks five", async () => {
  const [member] = await pair(await remoteOf(released));
  expect(await gitsOf(member.folder, "status", "--offline")).toEqual([
    "cat-file",
    "log",
    "remote",
    "rev-parse",
    "symbolic-ref",
  ]);
});

/** The git commands that promptctl itself starts, as git tells them. */
async function gitsOf(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const traces = await temporaryFolder();
  const settings = join(traces, "gitconfig");
  const events = join(traces, "events");
  await writeFile(settings, `[user]\n\tname = Ada\n\temail = ada@example.com\n[trace2]\n\teventTarget = ${events}\n`);
  const { exit, stderr } = await promptctlWith({ GIT_CONFIG_GLOBAL: settings }, folder, ...args);
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining("✘")]);
  const lines = (await readFile(events, "utf8")).trim().split("\n");
  const told = lines.map((line) => JSON.parse(line) as { event: string; sid: string; name?: string });
  // What a git starts by itself has the name of both.
  return told
    .flatMap(({ event, sid, name }) => (event === "cmd_name" && !sid.includes("/") ? [name ?? ""] : []))
    .toSorted();
}
