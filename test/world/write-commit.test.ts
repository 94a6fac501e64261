import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CommitRequest, writeCommit } from "../../src/world/git/import.ts";
import { gitContext, written } from "../helpers/git-context.ts";
import { temporaryRepository } from "../helpers/repository.ts";

const at = new Date("2026-11-20T12:00:00Z");

function request(
  part: Partial<CommitRequest> & { readonly content?: Readonly<Record<string, string>> } = {},
): CommitRequest {
  const { content = { "labels/support/prod.json": "{}\n" }, ...rest } = part;
  return {
    parent: null,
    files: new Map(Object.entries(content).map(([path, text]) => [path, Buffer.from(text)])),
    message: "promote prod\n",
    author: "Grace <grace@example.com>",
    at,
    unique: "u1",
    ...rest,
  };
}

describe("a release commit", () => {
  test("without a parent is a root, and holds exactly the files", async () => {
    const { folder, git } = await temporaryRepository({ "a.md": "a" });
    const commit = await written(gitContext(folder), request({ content: { "b.json": "b\n", "c/d.json": "" } }));
    expect(await git("ls-tree", "-r", "--name-only", commit)).toBe("b.json\nc/d.json");
    expect(await git("rev-list", "--parents", commit)).toBe(commit);
    expect(await git("cat-file", "blob", `${commit}:b.json`)).toBe("b");
  });

  test("keeps the parent and its files, and puts the given ones on top", async () => {
    const { folder, git } = await temporaryRepository();
    const context = gitContext(folder);
    const first = await written(context, request({ content: { "a.json": "one", "b.json": "kept" } }));
    const second = await written(context, request({ parent: first, content: { "a.json": "two", "c.json": "new" } }));
    expect(await git("rev-list", "--parents", "--max-count=1", second)).toBe(`${second} ${first}`);
    expect(await git("ls-tree", "-r", "--name-only", second)).toBe("a.json\nb.json\nc.json");
    expect([await git("show", `${second}:a.json`), await git("show", `${second}:b.json`)]).toEqual(["two", "kept"]);
  });

  test("says who, when and why, as they were given", async () => {
    const { folder, git } = await temporaryRepository();
    const message = 'promote prod: "it\'s" done\n\nLabel-Move: support\ndata 5\ndone\nM 100644 inline x\n日本語';
    const commit = await written(gitContext(folder), request({ message, author: "Ada Lovelace <ada@x>" }));
    expect(await git("show", "--no-patch", "--format=%an|%ae|%cn|%at|%ct", commit)).toBe(
      `Ada Lovelace|ada@x|Ada Lovelace|${at.getTime() / 1_000}|${at.getTime() / 1_000}`,
    );
    expect(await git("show", "--no-patch", "--format=%B", commit)).toBe(message);
  });

  test("leaves no ref, and neither index, working tree nor branch has moved", async () => {
    const { folder, git, write } = await temporaryRepository({ "a.md": "a" });
    await write({ "a.md": "changed", "b.md": "untracked" });
    const state = async (): Promise<readonly string[]> =>
      Promise.all([git("for-each-ref"), git("status", "--porcelain"), git("rev-parse", "HEAD"), git("ls-files", "-s")]);
    const before = await state();
    await written(gitContext(folder), request());
    expect(await state()).toEqual(before);
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
  });

  test("bytes of any kind arrive as they are", async () => {
    const { folder, git } = await temporaryRepository();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    const commit = await written(gitContext(folder), { ...request(), files: new Map([["x.bin", bytes]]) });
    const blob = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    expect(await git("rev-parse", `${commit}:x.bin`)).toBe(blob);
  });

  test("the same twice is the same commit; many at once do not meet", async () => {
    const { folder, git } = await temporaryRepository();
    const context = gitContext(folder);
    const commits = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        written(context, request({ unique: `u${index}`, content: { "a.json": String(index % 4) } })),
      ),
    );
    expect(new Set(commits).size).toBe(4);
    expect(commits.slice(0, 4)).toEqual(commits.slice(4));
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
  });

  test("a parent that is not there is a failure, and leaves no ref and no report", async () => {
    const { folder, git } = await temporaryRepository();
    const writing = written(gitContext(folder), request({ parent: "1".repeat(40) }));
    await expect(writing).rejects.toMatchObject({ code: "GIT_FAILED", message: expect.stringContaining("1111") });
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
    expect((await readdir(join(folder, ".git"))).filter((name) => name.includes("crash"))).toEqual([]);
  });
});

describe("a branch follows the commit", () => {
  const branch = "promptctl/releases";
  const ref = `refs/heads/${branch}`;

  test("where there was none, and where it only goes forward", async () => {
    const { folder, git } = await temporaryRepository();
    const first = await writeCommit(gitContext(folder), request());
    expect(await git("for-each-ref")).toBe("");
    expect(await first.moveBranch(branch)).toBe(true);
    const second = await writeCommit(gitContext(folder), request({ parent: first.id, unique: "u2" }));
    expect(await git("rev-parse", ref)).toBe(first.id);
    expect(await second.moveBranch(branch)).toBe(true);
    expect(await git("for-each-ref", "--format=%(objectname) %(refname)")).toBe(`${second.id} ${ref}`);
  });

  test("but not where it has commits of its own, also such that came meanwhile", async () => {
    const { folder, git } = await temporaryRepository();
    const own = await written(gitContext(folder), request({ unique: "u2", message: "mine" }));
    const commit = await writeCommit(gitContext(folder), request());
    await git("update-ref", ref, own);
    expect(await commit.moveBranch(branch)).toBe(false);
    expect(await git("rev-parse", ref)).toBe(own);
  });

  test("nor where somebody holds its lock", async () => {
    const { folder, git } = await temporaryRepository();
    const commit = await writeCommit(gitContext(folder), request());
    await mkdir(join(folder, ".git/refs/heads/promptctl"), { recursive: true });
    await writeFile(join(folder, `.git/${ref}.lock`), "");
    expect(await commit.moveBranch(branch)).toBe(false);
    expect(await git("for-each-ref")).toBe("");
  });

  test("a commit that is left is there, and nothing else is left", async () => {
    const { folder, git } = await temporaryRepository();
    const commit = await writeCommit(gitContext(folder), request());
    // It can be pushed while its git waits.
    expect(await git("cat-file", "-t", commit.id)).toBe("commit");
    await commit.leave();
    await commit.leave();
    expect(await git("for-each-ref")).toBe("");
    const packs = (await readdir(join(folder, ".git/objects"), { recursive: true })).filter((name) =>
      /pack-|tmp/.test(name),
    );
    expect(packs).toEqual([]);
  });

  test("many files are one pack, without a mark that it is to be kept", async () => {
    const { folder, git } = await temporaryRepository();
    const content = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`labels/a${at}/prod.json`, `${at}`]));
    const commit = await writeCommit(gitContext(folder), request({ content }));
    expect(await commit.moveBranch(branch)).toBe(true);
    expect((await git("ls-tree", "-r", "--name-only", ref)).split("\n")).toHaveLength(150);
    const packs = await readdir(join(folder, ".git/objects/pack"));
    expect(packs.map((name) => name.replace(/.*\./, "")).toSorted()).toEqual(["idx", "pack"]);
  });

  test("whoever interrupts is told so, and nothing has moved", async () => {
    const { folder, git } = await temporaryRepository();
    const stop = new AbortController();
    const context = { ...gitContext(folder), signal: stop.signal };
    const commit = await writeCommit(context, request());
    stop.abort();
    expect(await commit.moveBranch(branch)).toBe(false);
    expect(await git("for-each-ref")).toBe("");
    await expect(writeCommit(context, request())).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
