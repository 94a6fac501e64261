import { chmod, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { existing, writeNewFiles } from "../../src/world/new-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "promptctl-new-"));
});

describe("new files", () => {
  test("are written with their folders", async () => {
    await writeNewFiles({ [join(folder, "a/b/one.md")]: "1", [join(folder, "two.md")]: "2" });
    expect(await readFile(join(folder, "a/b/one.md"), "utf8")).toBe("1");
    expect(await tree()).toEqual(["a", "a/b", "a/b/one.md", "two.md"]);
  });

  test("where one cannot be written, none is, and no folder either", async () => {
    await mkdir(join(folder, "mine"));
    await writeFile(join(folder, "file"), "");
    const before = await tree();
    const files = { "mine/one.md": "1", "new/deep/two.md": "2", "file/three.md": "3", "four.md": "4" };
    const written = writeNewFiles(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text])),
    );
    await expect(written).rejects.toMatchObject({ code: "WRITE_FAILED" });
    expect(await tree()).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0)("also where the disk says no", async () => {
    await mkdir(join(folder, "closed"));
    await chmod(join(folder, "closed"), 0o500);
    const written = writeNewFiles({ [join(folder, "a.md")]: "1", [join(folder, "closed/b.md")]: "2" });
    await expect(written).rejects.toMatchObject({ code: "WRITE_FAILED" });
    expect(await tree()).toEqual(["closed"]);
  });
});

test("whatever stands at a path is in the way: a file, a folder, a link to nothing", async () => {
  await writeFile(join(folder, "file"), "");
  await mkdir(join(folder, "folder"));
  await symlink("nowhere", join(folder, "link"));
  const paths = ["file", "folder", "link", "free", "file/inside"].map((name) => join(folder, name));
  expect(await existing(paths)).toEqual(paths.slice(0, 3));
});

async function tree(): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}
