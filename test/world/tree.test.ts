import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commitTree, listPaths } from "../../src/world/git/tree.ts";
import { gitContext } from "../helpers/git-context.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";

async function treeOf({ folder, commit }: Repository) {
  return commitTree(gitContext(folder), await commit());
}

const textOf = async (tree: Awaited<ReturnType<typeof treeOf>>, path: string): Promise<string> => {
  const found = await tree.read(path);
  return found.kind === "file" ? new TextDecoder().decode(found.bytes) : found.kind;
};

describe("the tree of a commit", () => {
  test("is what was committed, not what lies about", async () => {
    const repository = await temporaryRepository({ "prompts/a.md": "one", "prompts/gone.md": "gone" });
    const commit = await repository.git("rev-parse", "HEAD");
    await repository.write({ "prompts/a.md": "two", "prompts/new.md": "new" });
    await repository.git("rm", "--quiet", "prompts/gone.md");
    const tree = commitTree(gitContext(repository.folder), commit);
    expect([tree.name, await tree.list("prompts")]).toEqual([
      `commit ${commit.slice(0, 7)}`,
      ["prompts/a.md", "prompts/gone.md"],
    ]);
    expect([await textOf(tree, "prompts/a.md"), await textOf(tree, "prompts/new.md")]).toEqual(["one", "absent"]);
  });

  test("lists below a folder only, and not what begins alike", async () => {
    const tree = await treeOf(await temporaryRepository({ "a/x": "1", "ab/y": "2", "a/b/z": "3", "a.md": "4" }));
    expect([await tree.list("a"), (await tree.list("")).length, await tree.list("none")]).toEqual([
      ["a/b/z", "a/x"],
      4,
      [],
    ]);
  });

  test("sees links and submodules, and follows none", async () => {
    const repository = await temporaryRepository({ "prompts/a.md": "a" });
    await symlink("a.md", join(repository.folder, "prompts/link.md"));
    await symlink("/etc", join(repository.folder, "prompts/etc"));
    await repository.git("add", "--all");
    const head = await repository.git("rev-parse", "HEAD");
    await repository.git("update-index", "--add", "--cacheinfo", `160000,${head},prompts/shared`);
    await repository.git("commit", "--quiet", "-m", "links");
    const tree = commitTree(gitContext(repository.folder), "HEAD");
    expect(await tree.list("prompts")).toEqual(["prompts/a.md", "prompts/etc", "prompts/link.md", "prompts/shared"]);
    expect(await tree.read("prompts/link.md")).toEqual({ kind: "symlink" });
    expect(await tree.read("prompts/etc")).toEqual({ kind: "symlink" });
    expect(await tree.read("prompts/shared")).toEqual({ kind: "submodule" });
    expect(await tree.read("prompts/etc/hosts")).toEqual({ kind: "absent" });
    expect(await tree.read("prompts/shared/policy.md")).toEqual({ kind: "absent" });
  });

  test.each([
    ["a space", "prompts/two words.md"],
    ["a leading space", " prompts/a.md"],
    ["quotes", `prompts/"double" 'single'.md`],
    ["a line break", "prompts/two\nlines.md"],
    ["a tab", "prompts/a\tb.md"],
    ["a backslash", "prompts/a\\b.md"],
    ["other letters", "prompts/日本語 é 😀.md"],
    ["a leading dash", "-prompts/--all.md"],
    ["a star", "prompts/*.md"],
    ["what git has a meaning for", ":(top)prompts/a.md"],
    ["a carriage return at its end", "prompts/a.md\r"],
  ])("a file name with %s", async (_name, path) => {
    const repository = await temporaryRepository({ [path]: `in ${path}`, "prompts/plain.md": "plain" });
    const tree = await treeOf(repository);
    expect((await tree.list("")).toSorted()).toEqual([path, "prompts/plain.md"].toSorted());
    expect(await textOf(tree, path)).toBe(`in ${path}`);
  });

  test("bytes are those of the object, whatever the attributes say", async () => {
    const repository = await temporaryRepository({
      ".gitattributes": "*.md text eol=crlf ident\n",
      "a.md": "one\ntwo $Id$\n",
    });
    await chmod(join(repository.folder, "a.md"), 0o755);
    const tree = await treeOf(repository);
    expect(await textOf(tree, "a.md")).toBe("one\ntwo $Id$\n");
  });

  test("any bytes come back as they are", async () => {
    const bytes = Buffer.from(Array.from({ length: 1_024 }, (_, index) => index % 256));
    const repository = await temporaryRepository();
    await writeFile(join(repository.folder, "bytes"), bytes);
    await repository.write({ empty: "", newline: "\n" });
    const tree = await treeOf(repository);
    expect(await Promise.all([tree.read("bytes"), tree.read("empty"), textOf(tree, "newline")])).toMatchObject([
      { kind: "file", bytes: new Uint8Array(bytes) },
      { kind: "file", bytes: new Uint8Array() },
      "\n",
    ]);
  });

  test("a replaced object is not what was committed", async () => {
    const repository = await temporaryRepository({ "a.md": "true" });
    const [real, forged] = [await repository.git("rev-parse", "HEAD:a.md"), join(repository.folder, "forged")];
    await writeFile(forged, "forged");
    await repository.git("replace", real, await repository.git("hash-object", "-w", forged));
    expect(await repository.git("show", "HEAD:a.md")).toBe("forged");
    expect(await textOf(commitTree(gitContext(repository.folder), "HEAD"), "a.md")).toBe("true");
  });

  test("a commit that is not there is a failure", async () => {
    const { folder } = await temporaryRepository({ "a.md": "a" });
    await expect(commitTree(gitContext(folder), "0".repeat(40)).list("")).rejects.toMatchObject({ code: "GIT_FAILED" });
  });
});

test("some folders of a commit, by their literal names", async () => {
  const repository = await temporaryRepository({ "labels/a.json": "", "labels/*/b.json": "", "bundles/c.json": "" });
  const listed = async (...folders: readonly string[]): Promise<readonly string[]> => [
    ...(await listPaths(gitContext(repository.folder), "HEAD", folders)).keys(),
  ];
  expect(await listed("labels")).toEqual(["labels/*/b.json", "labels/a.json"]);
  expect(await listed("labels/*")).toEqual(["labels/*/b.json"]);
  expect(await listed("none")).toEqual([]);
});
