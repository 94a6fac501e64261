import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { HistoryQuery } from "../../src/world/git/history.ts";
import { keptHistory } from "../../src/world/git/kept-history.ts";
import { loggedHistory } from "../../src/world/git/logged-history.ts";
import type { GitContext } from "../../src/world/git/plumbing.ts";
import { gitContext, written } from "../helpers/git-context.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";

const resting: HistoryQuery = { paths: ["labels/a/prod.json"], most: null, says: null, glance: null };

function contextOf({ folder }: Repository): GitContext {
  return { ...gitContext(folder), wasShallow: false };
}

/** So many commits upon another one, each with one file of the label. */
async function moves(repository: Repository, label: string, count: number, parent: string | null = null) {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const commit = await written(contextOf(repository), {
      parent: made.at(-1) ?? parent,
      files: new Map([[`labels/${label}.json`, Buffer.from(`${label} ${index} upon ${made.at(-1) ?? parent}`)]]),
      message: `move ${label}`,
      author: "Grace <grace@example.com>",
      at: new Date(Date.UTC(2026, 10, 20, 12, 0, index)),
      unique: `${label}-${index}`,
    });
    made.push(commit);
  }
  return made.at(-1) ?? "";
}

/** What is told, whether git was asked for it, and what git says. */
async function told(context: GitContext, tip: string, query = resting) {
  let isAsked = false;
  const commits = await keptHistory(context, tip, query, () => {
    isAsked = true;
    return loggedHistory(context, tip, query);
  });
  expect(commits).toEqual(await loggedHistory(context, tip, query));
  return isAsked;
}

function keptIn({ folder }: Repository): Promise<readonly string[]> {
  return readdir(join(folder, ".git/promptctl/history/1")).catch(() => []);
}

describe("the history of a label that rests", () => {
  test("is asked for once, however far others move on, and the label itself", async () => {
    const repository = await temporaryRepository();
    const context = contextOf(repository);
    const first = await moves(repository, "a/prod", 1);
    const second = await moves(repository, "b/prod", 3, first);
    expect(await told(context, second)).toBe(true);
    expect(await told(context, second)).toBe(false);
    const third = await moves(repository, "b/prod", 40, second);
    expect(await told(context, third)).toBe(false);
    const fourth = await moves(repository, "a/prod", 2, third);
    expect(await told(context, fourth)).toBe(false);
    const fifth = await moves(repository, "b/prod", 40, fourth);
    expect(await told(context, fifth)).toBe(false);
  });

  test("is asked for again where the branch was set back, or has moved on too far", async () => {
    const repository = await temporaryRepository();
    const context = contextOf(repository);
    const first = await moves(repository, "a/prod", 1);
    const second = await moves(repository, "a/prod", 1, first);
    await told(context, second);
    const other = await moves(repository, "b/prod", 2, first);
    expect(await told(context, other)).toBe(true);
    expect(await told(context, await moves(repository, "b/prod", 70, other))).toBe(true);
  });

  test("is not believed where what was kept is torn", async () => {
    const repository = await temporaryRepository();
    const tip = await moves(repository, "a/prod", 2);
    await told(contextOf(repository), tip);
    const [name = ""] = await keptIn(repository);
    await writeFile(join(repository.folder, ".git/promptctl/history/1", name), '{"tip":"');
    expect(await told(contextOf(repository), tip)).toBe(true);
  });

  test.each<[what: string, changes: Partial<GitContext>, query: HistoryQuery]>([
    ["in a CI", { env: { ...process.env, CI: "true" } }, resting],
    ["in a clone that may have only a part of it", { wasShallow: true }, resting],
    ["of a part of it", {}, { ...resting, most: 1 }],
    ["of moves of one kind", {}, { ...resting, says: "move" }],
  ])("is not kept %s", async (_, changes, query) => {
    const repository = await temporaryRepository();
    const tip = await moves(repository, "a/prod", 2);
    expect(await told({ ...contextOf(repository), ...changes }, tip, query)).toBe(true);
    expect(await keptIn(repository)).toEqual([]);
  });
});
