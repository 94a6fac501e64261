import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CommitRequest, writeCommit } from "../../src/world/git/import.ts";
import { gitContext } from "../helpers/git-context.ts";
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
    const commit = await writeCommit(gitContext(folder), request({ content: { "b.json": "b\n", "c/d.json": "" } }));
    expect(await git("ls-tree", "-r", "--name-only", commit)).toBe("b.json\nc/d.json");
    expect(await git("rev-list", "--parents", commit)).toBe(commit);
    expect(await git("cat-file", "blob", `${commit}:b.json`)).toBe("b");
  });

  test("keeps the parent and its files, and puts the given ones on top", async () => {
    const { folder, git } = await temporaryRepository();
    const context = gitContext(folder);
    const first = await writeCommit(context, request({ content: { "a.json": "one", "b.json": "kept" } }));
    const second = await writeCommit(
      context,
      request({ parent: first, content: { "a.json": "two", "c.json": "new" } }),
    );
    expect(await git("rev-list", "--parents", "--max-count=1", second)).toBe(`${second} ${first}`);
    expect(await git("ls-tree", "-r", "--name-only", second)).toBe("a.json\nb.json\nc.json");
    expect([await git("show", `${second}:a.json`), await git("show", `${second}:b.json`)]).toEqual(["two", "kept"]);
  });

  test("says who, when and why, as they were given", async () => {
    const { folder, git } = await temporaryRepository();
    const message = 'promote prod: "it\'s" done\n\nLabel-Move: support\ndata 5\ndone\nM 100644 inline x\n日本語';
    const commit = await writeCommit(gitContext(folder), request({ message, author: "Ada Lovelace <ada@x>" }));
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
    await writeCommit(gitContext(folder), request());
    expect(await state()).toEqual(before);
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
  });

  test("bytes of any kind arrive as they are", async () => {
    const { folder, git } = await temporaryRepository();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    const commit = await writeCommit(gitContext(folder), { ...request(), files: new Map([["x.bin", bytes]]) });
    const blob = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    expect(await git("rev-parse", `${commit}:x.bin`)).toBe(blob);
  });

  test("the same twice is the same commit; many at once do not meet", async () => {
    const { folder, git } = await temporaryRepository();
    const context = gitContext(folder);
    const commits = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        writeCommit(context, request({ unique: `u${index}`, content: { "a.json": String(index % 4) } })),
      ),
    );
    expect(new Set(commits).size).toBe(4);
    expect(commits.slice(0, 4)).toEqual(commits.slice(4));
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
  });

  test("a parent that is not there is a failure, and leaves no ref and no report", async () => {
    const { folder, git } = await temporaryRepository();
    const writing = writeCommit(gitContext(folder), request({ parent: "1".repeat(40) }));
    await expect(writing).rejects.toMatchObject({ code: "GIT_FAILED", message: expect.stringContaining("1111") });
    expect(await git("for-each-ref", "refs/promptctl")).toBe("");
    expect((await readdir(join(folder, ".git"))).filter((name) => name.includes("crash"))).toEqual([]);
  });
});
