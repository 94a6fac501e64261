import { chmod, lstat, mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeOlder } from "../../src/world/files.ts";
import { checkOut } from "../../src/world/git/checkout.ts";
import { gitContext } from "../helpers/git-context.ts";
import { temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

const files = { "agent.sh": "#!/bin/sh\n", "a/b.txt": "b\n", "ä ö.txt": "words\n" };

async function committed() {
  const { folder, git, commit } = await temporaryRepository(files);
  await chmod(join(folder, "agent.sh"), 0o755);
  await symlink("a/b.txt", join(folder, "link"));
  await commit();
  return { folder, git, id: (await git("rev-parse", "HEAD")).trim() };
}

test("a commit is written as it is, and what the user has in work is left alone", async () => {
  const { folder, git, id } = await committed();
  await writeFile(join(folder, "a/b.txt"), "changed\n");
  await writeFile(join(folder, "staged.txt"), "staged\n");
  await git("add", "staged.txt");
  const before = await git("status", "--porcelain");
  const to = join(await temporaryFolder(), "out", id);
  await checkOut(gitContext(folder), id, to, "one");
  expect((await readdir(to, { recursive: true })).toSorted()).toEqual(["a", "a/b.txt", "agent.sh", "link", "ä ö.txt"]);
  expect(await readFile(join(to, "a/b.txt"), "utf8")).toBe("b\n");
  expect((await lstat(join(to, "agent.sh"))).mode & 0o111).not.toBe(0);
  expect((await lstat(join(to, "link"))).isSymbolicLink()).toBe(true);
  expect(await git("status", "--porcelain")).toBe(before);
  expect(await readdir(join(to, ".."))).toEqual([id]);
});

test("two processes at once make one folder, and a third one changes nothing", async () => {
  const { folder, id } = await committed();
  const to = join(await temporaryFolder(), id);
  const both = ["one", "two"].map((unique) => checkOut(gitContext(folder), id, to, unique));
  await Promise.all(both);
  await writeFile(join(to, "made.txt"), "by a program\n");
  await checkOut(gitContext(folder), id, to, "three");
  expect(await readdir(join(to, ".."))).toEqual([id]);
  expect(await readdir(to)).toContain("made.txt");
});

test("a commit that is not there, and a place that cannot be written, say so and leave nothing", async () => {
  const { folder, id } = await committed();
  const to = await temporaryFolder();
  await expect(checkOut(gitContext(folder), "0".repeat(40), join(to, "x"), "one")).rejects.toMatchObject({
    code: "GIT_FAILED",
  });
  await writeFile(join(to, "file"), "");
  await expect(checkOut(gitContext(folder), id, join(to, "file", "x"), "one")).rejects.toMatchObject({
    code: "WRITE_FAILED",
  });
  expect(await readdir(to)).toEqual(["file"]);
});

test("what is old goes, with what is in it; what is new stays, and no folder is no fault", async () => {
  const folder = await temporaryFolder();
  for (const name of ["old", "new"]) await mkdir(join(folder, name, "deep"), { recursive: true });
  await utimes(join(folder, "old"), new Date(0), new Date(0));
  await removeOlder(folder, new Date(1_000_000));
  await removeOlder(join(folder, "none"), new Date(1_000_000));
  expect(await readdir(folder)).toEqual(["new"]);
});
