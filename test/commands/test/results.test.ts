import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noteFailed, openResults } from "../../../src/commands/act/test/results.ts";
import { openProject } from "../../../src/commands/gather/project.ts";
import { kept } from "../../helpers/kept.ts";
import { played } from "../../helpers/played.ts";
import { temporaryRepository } from "../../helpers/repository.ts";
import { worldAt } from "../../helpers/world.ts";

test("what cannot be written is said, and takes nothing else along", async () => {
  const { folder } = await temporaryRepository(played({ support: [{ id: "fine" }] }));
  const said: string[] = [];
  const world = worldAt(folder, { terminal: { ...worldAt("").terminal, progress: (text) => void said.push(text) } });
  const project = await openProject(world);
  await noteFailed(world, project, [kept("bad", { outcome: "failed" })]);
  // A full disk takes the beginning of nothing.
  const file = join(folder, ".promptctl", "results");
  await rm(file, { recursive: true });
  await writeFile(file, "a file where a folder should be");
  await noteFailed(world, project, []);
  expect(said).toEqual([
    expect.stringMatching(/failed\.json could not be written: .*: --failed will not know this run$/),
  ]);
});

test("who failed is written where that is news", async () => {
  const { folder } = await temporaryRepository(played({ support: [{ id: "fine" }] }));
  const world = worldAt(folder);
  const project = await openProject(world);
  const file = join(folder, ".promptctl", "results", "failed.json");
  await noteFailed(world, project, [kept("bad", { outcome: "failed" })]);
  const [before, written] = [await readFile(file, "utf8"), (await stat(file)).ino];
  await noteFailed(world, project, [kept("bad", { outcome: "failed" }), kept("fine")]);
  expect([await readFile(file, "utf8"), (await stat(file)).ino]).toEqual([before, written]);
  await noteFailed(world, project, [kept("bad"), kept("other", { outcome: "failed" })]);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ tasks: [expect.stringContaining("other")] });
});

test("a file of results grows line by line, and a name is never used twice", async () => {
  const { folder } = await temporaryRepository(played({ support: [{ id: "fine" }] }));
  const world = worldAt(folder);
  const project = await openProject(world);
  const digest = `sha256:${"a".repeat(64)}` as const;
  const header = {
    runner: "x",
    mode: "command",
    base: null,
    contracts: {},
    selection: digest,
    chosen: 1,
    narrowed: [],
    shard: null,
  };
  const [first, second] = [
    await openResults(world, project, header, null),
    await openResults(world, project, header, null),
  ];
  first.add(kept("fine"), { answers: [], stderr: [] }, null);
  const lines = async (path: string): Promise<number> =>
    (await readFile(join(folder, path), "utf8")).split("\n").length - 1;
  expect([first.path === second.path, await lines(first.path), await lines(second.path)]).toEqual([false, 2, 1]);
  first.close("finished");
  second.close(null);
  expect([await lines(first.path), await lines(second.path)]).toEqual([3, 1]);
});
