import { mkdir, readdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isFolder, isThere, readBytes, writeBytes } from "../../src/world/files.ts";
import { folderTree } from "../../src/world/folder-tree.ts";
import { temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

const file = (content: string) => ({ kind: "file", bytes: Buffer.from(content) });

/** A folder with links of every kind, beside one that it must not lead to. */
async function linked(): Promise<string> {
  const outside = await temporaryFolder();
  await writeFile(join(outside, "secret.md"), "secret");
  const { folder, write } = await temporaryRepository();
  await write({ "prompts/policy.md": "policy", "prompts/deep/a.md": "a" });
  await symlink("policy.md", join(folder, "prompts/link.md"));
  await symlink("nowhere.md", join(folder, "prompts/dangling.md"));
  await symlink(join(outside, "secret.md"), join(folder, "prompts/out.md"));
  await symlink(outside, join(folder, "prompts/outside"));
  await symlink("deep", join(folder, "prompts/inside"));
  await symlink(".", join(folder, "prompts/loop"));
  await symlink("circle", join(folder, "prompts/circle"));
  return folder;
}

describe("the tree of a folder", () => {
  test("lists every file and link, follows none, in order", async () => {
    expect(await folderTree(await linked()).list("prompts")).toEqual([
      "prompts/circle",
      "prompts/dangling.md",
      "prompts/deep/a.md",
      "prompts/inside",
      "prompts/link.md",
      "prompts/loop",
      "prompts/out.md",
      "prompts/outside",
      "prompts/policy.md",
    ]);
  });

  test.each([
    ["a file", "prompts/policy.md", file("policy")],
    ["a file further down", "prompts/deep/a.md", file("a")],
    ["a link to a file inside", "prompts/link.md", { kind: "symlink" }],
    ["a link to nothing", "prompts/dangling.md", { kind: "symlink" }],
    ["a link to a file outside", "prompts/out.md", { kind: "symlink" }],
    ["a link to a folder outside", "prompts/outside", { kind: "symlink" }],
    ["a file behind a link that leads outside", "prompts/outside/secret.md", { kind: "symlink" }],
    ["a file behind a link that stays inside", "prompts/inside/a.md", { kind: "symlink" }],
    ["a folder", "prompts/deep", { kind: "absent" }],
    ["nothing", "prompts/none.md", { kind: "absent" }],
    ["something below a file", "prompts/policy.md/x", { kind: "absent" }],
    ["a name that is longer than names are", `prompts/${"x".repeat(300)}`, { kind: "absent" }],
    ["something below a link that leads to itself", "prompts/circle/x", { kind: "symlink" }],
  ])("reads %s", async (_name, path, expected) => {
    expect(await folderTree(await linked()).read(path)).toEqual(expected);
  });

  test("lists nothing outside of it, and nothing of git", async () => {
    const { folder } = await temporaryRepository({ "inner/a.md": "a", "b.md": "b" });
    const tree = folderTree(join(folder, "inner"));
    expect(await tree.list("..")).toEqual([]);
    expect(await tree.list("../inner")).toEqual([]);
    expect(await folderTree(folder).list(".git")).toEqual([]);
    expect(await folderTree(folder).list(".git/refs")).toEqual([]);
    expect(await folderTree(folder).list("inner")).toEqual(["inner/a.md"]);
  });

  test("a file of a gigabyte is not read", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "large.md");
    await writeFile(path, "");
    // Of holes: it takes no room on the disk.
    await truncate(path, 1024 ** 3);
    expect(await folderTree(folder).read("large.md")).toEqual({ kind: "large", bytes: 1024 ** 3 });
  });

  test("a path that climbs out to a file that is there is not read", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "inner"));
    await writeFile(join(folder, "secret.md"), "secret");
    expect(await folderTree(join(folder, "inner")).read("../secret.md")).not.toMatchObject({ kind: "file" });
  });

  test("a folder beside it whose name begins alike is outside", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "repo"));
    await mkdir(join(folder, "repo-secret"));
    await writeFile(join(folder, "repo-secret/a.md"), "secret");
    await symlink("../repo-secret", join(folder, "repo/in"));
    expect(await folderTree(join(folder, "repo")).read("in/a.md")).toEqual({ kind: "symlink" });
  });

  test("skips what nobody means: git's own files and installed packages", async () => {
    const { folder } = await temporaryRepository({
      "prompts/a.md": "a",
      "prompts/node_modules/x/contract.yaml": "x",
      "node_modules/y/contract.yaml": "y",
      ".promptctl/live/z.json": "z",
    });
    expect(await folderTree(folder).list("")).toEqual([".promptctl/live/z.json", "prompts/a.md"]);
  });

  test("lists nothing of a folder that is not there", async () => {
    const { folder } = await temporaryRepository({ "a.md": "a" });
    expect(await folderTree(folder).list("none")).toEqual([]);
    expect(await folderTree(folder).list("a.md")).toEqual([]);
  });

  test("sees a submodule, and does not follow it", async () => {
    const { folder, git } = await temporaryRepository({ "a.md": "a" });
    const other = await temporaryRepository({ "policy.md": "of another repository" });
    await git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.folder, "prompts/shared");
    const tree = folderTree(folder);
    expect(await tree.list("prompts")).toEqual(["prompts/shared"]);
    expect(await tree.read("prompts/shared")).toEqual({ kind: "submodule" });
  });
});

describe("writing", () => {
  test("makes the folders on the way, replaces the whole file, leaves nothing beside it", async () => {
    const path = join(await temporaryFolder(), "a/b/c.json");
    await writeBytes(path, Buffer.from("a longer first text"));
    await writeBytes(path, Buffer.from("short"));
    expect(await readBytes(path)).toEqual(Buffer.from("short"));
    expect(await readdir(join(path, ".."))).toEqual(["c.json"]);
  });

  test("of many at once, one whole file is there in the end", async () => {
    const path = join(await temporaryFolder(), "c.json");
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(texts.map((text) => writeBytes(path, Buffer.from(text))));
    expect(texts).toContain(String(await readBytes(path)));
    expect(await readdir(join(path, ".."))).toEqual(["c.json"]);
  });

  test("where it cannot, it says where", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const path = join(folder, "file", "below");
    await expect(writeBytes(path, Buffer.from("x"))).rejects.toMatchObject({
      code: "WRITE_FAILED",
      message: expect.stringContaining(path),
    });
  });
});

test("a folder is one, and neither a file nor nothing is", async () => {
  const folder = await linked();
  const kinds = ["prompts", "prompts/policy.md", "prompts/dangling.md", "none"].map((path) =>
    isFolder(join(folder, path)),
  );
  expect(await Promise.all(kinds)).toEqual([true, false, false, false]);
});

test("what cannot be read is said, with its place", async () => {
  const folder = await temporaryFolder();
  await expect(readBytes(folder)).rejects.toMatchObject({ code: "READ_FAILED", kind: "world" });
  await expect(readBytes(folder)).rejects.toThrow(folder);
  expect(await readBytes(join(folder, "none"))).toBeNull();
});

test("a link to nowhere is there, whatever it leads to", async () => {
  const folder = await linked();
  expect(await isThere(join(folder, "prompts/dangling.md"))).toBe(true);
  expect(await isThere(join(folder, "prompts"))).toBe(true);
  expect(await isThere(join(folder, "none"))).toBe(false);
});
