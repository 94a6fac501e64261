import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handDrivenDoors } from "../helpers/doors.ts";
import { connected, publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { old, young } from "./source-faults.ts";

test("a client that started offline does not claim that the source has just confirmed", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  (await connected(live, { cache })).client.close();
  await rm(live.folder, { recursive: true });
  const doors = handDrivenDoors();
  doors.pass(90_000);
  const { client } = await connected(live, { cache }, doors);
  expect(client.state()).toMatchObject({ kind: "stale", age: 90_000, confirmedAt: "2026-11-20T12:00:00.000Z" });
});

test("what a full disk refused is stored at a later poll", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  await writeFile(cache, "no room");
  const { client } = await connected(live, { cache });
  await rm(cache);
  await client.refresh();
  await rm(live.folder, { recursive: true });
  expect((await connected(live, { cache })).client.state().serial).toBe(1);
});

test("the pointer in a shared cache never goes back", async () => {
  const cache = join(await temporaryFolder(), "cache");
  const [fast, slow] = [await publishedFolder(), await publishedFolder()];
  await slow.publish(old);
  const behind = await connected(slow, { cache });
  await fast.publish(young, { serial: 5 });
  await connected(fast, { cache });
  await slow.publish(old, { serial: 4 });
  await behind.client.refresh();
  await rm(fast.folder, { recursive: true });
  expect((await connected(fast, { cache })).client.state().serial).toBe(5);
});

test("a corrupt bundle in the cache does not let the pointer go back", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(young, { serial: 5 });
  (await connected(live, { cache })).client.close();
  await writeFile(join(cache, "bundles", `${young.digest.slice(7)}.json`), "");
  const stale = await publishedFolder();
  await stale.publish(old, { serial: 4 });
  await expect(connected(stale, { cache })).rejects.toMatchObject({ code: "NOT_READY" });
});

test("a cache that cannot be written does not fill up with temporary files", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  await mkdir(join(cache, "labels", "support", "prod.json", "in the way"), { recursive: true });
  await connected(live, { cache });
  expect(await readdir(join(cache, "labels", "support"))).toEqual(["prod.json"]);
});

test("what the source confirmed and the cache could not take is no word about the older one that a restart finds", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { client, doors } = await connected(live, { cache });
  await live.publish(young);
  await mkdir(join(cache, "bundles", `${young.digest.slice(7)}.json`));
  await doors.advance(90_000);
  expect(client.state()).toMatchObject({ kind: "ready", serial: 2, stored: false });
  await rm(live.folder, { recursive: true });
  const restarted = await connected(live, { cache }, doors);
  expect(restarted.client.state()).toMatchObject({ serial: 1, age: 90_000 });
});

test("where the newest pointer in the cache is broken, nobody knows when the one before it was confirmed", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { client } = await connected(live, { cache });
  await live.publish(young);
  await client.refresh();
  await writeFile(join(cache, "labels", "support", "prod.json"), "{");
  await rm(live.folder, { recursive: true });
  const restarted = await connected(live, { cache, max_age: 60_000 });
  expect(restarted.client.state()).toMatchObject({ kind: "error", serial: 1, age: null });
});

test("what was left of a bundle by a process that was killed is taken away with the next one", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { client } = await connected(live, { cache });
  const left = join(cache, "bundles", `${young.digest.slice(7)}.json.4711.0badcafe`);
  await writeFile(left, "half");
  await utimes(left, 0, 0);
  await live.publish(young);
  await client.refresh();
  expect((await readdir(join(cache, "bundles"))).filter((name) => !name.endsWith(".json"))).toEqual([]);
});

test.each(["labels", "bundles"])("what is cleaned away in the cache is stored again: %s", async (part) => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { client, doors } = await connected(live, { cache });
  await rm(join(cache, part), { recursive: true });
  await doors.advance(60_000);
  expect(client.state().stored).toBe(false);
  await doors.advance(15_000);
  expect(client.state().stored).toBe(true);
  await rm(live.folder, { recursive: true });
  expect((await connected(live, { cache })).client.state()).toMatchObject({ kind: "stale", serial: 1 });
});
