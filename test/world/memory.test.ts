import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryIn } from "../../src/world/memory.ts";
import { temporaryFolder } from "../helpers/repository.ts";

test("what was kept is recalled, and nothing else", async () => {
  const memory = memoryIn(join(await temporaryFolder(), "deep", "memory"));
  expect(memory.recall("check/one")).toBeNull();
  memory.keep("check/one", "yes");
  memory.keep("check/one", "no");
  expect(["check/one", "check/two"].map((name) => said(memory.recall(name)))).toEqual(["no", null]);
});

test("it is counted how often a name was asked for", async () => {
  const folder = await temporaryFolder();
  const memory = memoryIn(folder);
  expect([memory.count("check/one"), memory.count("check/one"), memory.count("check/two")]).toEqual([1, 2, 1]);
  expect(memoryIn(folder).count("check/one")).toBe(3);
});

test.each([
  ["files", { files: 2, bytes: 1_000 }],
  ["bytes", { files: 10, bytes: 20 }],
])("beyond its room for %s the oldest is forgotten, and what was recalled is young", async (_name, room) => {
  const folder = await temporaryFolder();
  const memory = memoryIn(folder, room);
  for (const [age, name] of ["a/first", "b/second"].entries()) {
    memory.keep(name, "ten bytes.");
    await utimes(join(folder, name), 1_000 + age, 1_000 + age);
  }
  expect(said(memory.recall("a/first"))).toBe("ten bytes.");
  memory.keep("c/third", "ten bytes.");
  const known = ["a/first", "b/second", "c/third"].map((name) => said(memory.recall(name)));
  expect(known).toEqual(["ten bytes.", null, "ten bytes."]);
  expect(await readdir(folder)).toEqual(["a", "c"]);
});

function said(content: Buffer | null): string | null {
  return content?.toString() ?? null;
}
