import { cp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Pointer } from "../../src/core/label/pointer.ts";
import { folderPlace } from "../../src/places/folder.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerTo } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";

const old = sampleBundle("old");
const publication = (part: Partial<Pointer> = {}) => ({
  bundles: new Map([[old.digest, old.bytes]]),
  pointers: [pointerTo(old, part)],
});

async function live() {
  const folder = join(await temporaryFolder(), "live");
  return { folder, place: folderPlace("live", folder), pointerFile: join(folder, "labels/support/prod.json") };
}

test("nothing is left beside bundles and pointers: no lock, no temporary file", async () => {
  const { folder, place } = await live();
  await place.publish(publication());
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(
    files
      .filter((file) => file.isFile())
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([`${old.digest.slice(7)}.json`, "prod.json"]);
});

test("what is pruned is one digest a line, as the files are called", async () => {
  const { folder, place } = await live();
  await place.prune([old.digest]);
  expect(await readFile(join(folder, ".pruned"), "utf8")).toBe(`${old.digest.slice(7)}\n`);
});

test("no two states of a pointer are of one second, however fast it moves: web servers tell them apart by it", async () => {
  const { place, pointerFile } = await live();
  const seconds: number[] = [];
  for (let serial = 1; serial <= 5; serial += 1) {
    await place.publish(publication({ serial }));
    seconds.push(Math.floor((await stat(pointerFile)).mtimeMs / 1_000));
  }
  expect(new Set(seconds).size).toBe(5);
  expect(seconds).toEqual(seconds.toSorted((left, right) => left - right));
});

test("what else lies in a place is no bundle and no pointer", async () => {
  const { folder, place } = await live();
  await place.publish(publication());
  await cp(join(folder, "labels/support"), join(folder, "labels/sales"), { recursive: true });
  await writeFile(join(folder, "labels/index.html"), "mine");
  await writeFile(join(folder, "labels/support/notes.txt"), "mine");
  await writeFile(join(folder, "bundles/index.json"), "mine");
  expect(await place.pointers()).toEqual(publication().pointers);
  expect(await place.bundles()).toEqual(new Set([old.digest]));
});
