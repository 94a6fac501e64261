import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TreeFile } from "../../src/core/ports.ts";
import { keptTree } from "../../src/world/git/kept-tree.ts";
import { commitTree } from "../../src/world/git/tree.ts";
import { gitContext } from "../helpers/git-context.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";

const kept = ({ folder }: Repository): string => join(folder, ".git/promptctl/files/1");

/** What is read, and whether an object had to be. */
async function read(repository: Repository, path: string, env = {}): Promise<readonly [TreeFile, boolean]> {
  const context = { ...gitContext(repository.folder), env };
  const commit = await repository.git("rev-parse", "HEAD");
  const tree = commitTree(gitContext(repository.folder), commit);
  let isAsked = false;
  const asking =
    <Answer>(ask: (one: string) => Promise<Answer>) =>
    (one: string): Promise<Answer> => {
      isAsked = true;
      return ask(one);
    };
  const seen = keptTree(context, commit, { ...tree, read: asking(tree.read), list: asking(tree.list) });
  const file = await seen.read(path);
  expect(file).toEqual(await tree.read(path));
  // Where no file is, it is asked whether a folder is.
  if (file.kind === "absent") expect(await seen.list(path)).toEqual(await tree.list(path));
  return [file, isAsked];
}

test("a file of a commit is read once, and so is that there is none", async () => {
  const repository = await temporaryRepository({ "a.yaml": "a: 1\n", "empty.yaml": "" });
  for (const path of ["a.yaml", "empty.yaml", "none.yaml"]) {
    expect((await read(repository, path))[1]).toBe(true);
    expect((await read(repository, path))[1]).toBe(false);
  }
  await repository.write({ "a.yaml": "a: 2\n" });
  await repository.commit();
  expect(await read(repository, "a.yaml")).toEqual([{ kind: "file", bytes: expect.anything() }, true]);
});

test("a folder in the place of a file is no missing file", async () => {
  const repository = await temporaryRepository({ "a.yaml/b.yaml": "b: 1\n" });
  await read(repository, "a.yaml");
  expect((await read(repository, "a.yaml"))[1]).toBe(true);
});

const losses: Readonly<Record<string, (file: string) => Promise<void>>> = {
  "is gone": (file) => rm(file),
  "is empty, as after a power failure": (file) => truncate(file),
  "is cut off": async (file) => truncate(file, (await readFile(file)).length - 1),
  "is another text": (file) => writeFile(file, "file\nb: 1\n"),
};

test.each(Object.entries(losses))("what was kept can be lost: it %s", async (_, lose) => {
  const repository = await temporaryRepository({ "a.yaml": "a: 1\n" });
  await read(repository, "a.yaml");
  for (const name of await readdir(kept(repository))) await lose(join(kept(repository), name));
  expect((await read(repository, "a.yaml"))[1]).toBe(true);
});

test("in a CI nothing is kept, and nothing believed", async () => {
  const repository = await temporaryRepository({ "a.yaml": "a: 1\n" });
  await read(repository, "a.yaml", { CI: "true" });
  await expect(readdir(kept(repository))).rejects.toThrow();
  await read(repository, "a.yaml");
  expect((await read(repository, "a.yaml", { CI: "true" }))[1]).toBe(true);
});
