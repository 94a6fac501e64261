import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connected, interval, pointerText, type Published, publishedFolder, served } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { old, young } from "./source-faults.ts";

interface Cached {
  readonly live: Published;
  readonly cache: string;
  readonly pointerFile: string;
  bundleFile(hex: string): string;
}

async function folders(): Promise<Cached> {
  const cache = join(await temporaryFolder(), "deep", "cache");
  return {
    live: await publishedFolder(),
    cache,
    pointerFile: join(cache, "labels", "support", "prod.json"),
    bundleFile: (digest) => join(cache, "bundles", `${digest.slice(7)}.json`),
  };
}

/** A cache that a client filled before its source went away. */
async function filled(): Promise<Cached> {
  const cached = await folders();
  await cached.live.publish(old);
  (await connected(cached.live, { cache: cached.cache })).client.close();
  await rm(cached.live.folder, { recursive: true });
  return cached;
}

test("a client starts from it when the source is gone, and follows the source when it is back", async () => {
  const { live, cache } = await filled();
  const { client, doors } = await connected(live, { cache });
  expect([served(client), client.state().refusal?.reason]).toEqual(["old", "pointer_missing"]);
  await doors.advance(interval);
  expect(client.state()).toMatchObject({ kind: "stale", age: interval });
  await live.publish(young);
  await doors.advance(interval);
  expect([served(client), client.state()]).toMatchObject(["young", { serial: 2, age: 0, refusal: null }]);
});

test("a halt and a revocation survive an offline restart", async () => {
  const { live, cache } = await folders();
  await live.publish(old);
  const { client } = await connected(live, { cache });
  const { pin } = client.open("s");
  await live.publish(old, { halted: { reason: "leak", at: "2026-11-20T12:00:00Z", by: "Ada" } });
  await client.refresh();
  await rm(live.folder, { recursive: true });
  const later = (await connected(live, { cache })).client;
  expect(() => later.open("t")).toThrow(expect.objectContaining({ code: "HALTED" }));
  expect((await later.resume(pin)).beforeTurn()).toMatchObject({ stop_reason: "halted" });
});

describe("what is corrupt in it is ignored", () => {
  const corruptions: readonly (readonly [string, (cached: Cached) => Promise<unknown>])[] = [
    ["an empty pointer", ({ pointerFile }) => writeFile(pointerFile, "")],
    ["half a pointer", ({ pointerFile }) => writeFile(pointerFile, pointerText(old).slice(0, 200))],
    ["a pointer of another contract", ({ pointerFile }) => writeFile(pointerFile, pointerText(old, { contract: "x" }))],
    ["a pointer of another label", ({ pointerFile }) => writeFile(pointerFile, pointerText(old, { label: "canary" }))],
    ["a torn bundle", ({ bundleFile }) => writeFile(bundleFile(old.digest), old.bytes.slice(0, 30))],
    ["another bundle", ({ bundleFile }) => writeFile(bundleFile(old.digest), young.bytes)],
    ["no bundle", ({ bundleFile }) => rm(bundleFile(old.digest))],
    ["a folder for a pointer", ({ pointerFile }) => rm(pointerFile).then(() => mkdir(pointerFile))],
  ];

  test.each(corruptions)("%s", async (_name, corrupt) => {
    const cached = await filled();
    const { live, cache } = cached;
    await corrupt(cached);
    await expect(connected(live, { cache })).rejects.toMatchObject({ code: "NOT_READY" });
    await live.publish(young);
    expect(served((await connected(live, { cache })).client)).toBe("young");
  });
});

test("a cache folder that cannot be written does not matter", async () => {
  const { live } = await folders();
  const file = join(await temporaryFolder(), "a-file");
  await writeFile(file, "in the way");
  await live.publish(old);
  for (const cache of [file, join(file, "below"), "/dev/null/cache"]) {
    const { client } = await connected(live, { cache });
    expect([served(client), client.state().refusal]).toEqual(["old", null]);
  }
  expect(await readFile(file, "utf8")).toBe("in the way");
});

test("a cache folder that never answers costs one deadline, and no request", async () => {
  const { live } = await folders();
  await live.publish(old);
  // To make a folder there does not end on Node 20.
  const { client } = await connected(live, { cache: "/proc/nowhere/cache", deadline: 200 });
  await live.publish(young);
  expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 2, stored: false });
  expect(served(client)).toBe("young");
});

test("two clients share one cache", async () => {
  const { live, cache } = await folders();
  await live.publish(old);
  const [one, two] = [await connected(live, { cache }), await connected(live, { cache })];
  for (let move = 0; move < 8; move += 1) {
    await live.publish(move % 2 === 0 ? young : old);
    await Promise.all([one.client.refresh(), two.client.refresh()]);
  }
  const files = await readdir(cache, { recursive: true });
  expect(files.filter((name) => name.includes(".") && !name.startsWith("bundles/")).toSorted()).toEqual([
    "labels/support/prod.confirmed",
    "labels/support/prod.json",
    "labels/support/prod.previous.json",
  ]);
  expect(files.filter((name) => name.startsWith("bundles/")).length).toBe(2);
  await rm(live.folder, { recursive: true });
  expect((await connected(live, { cache })).client.state().serial).toBe(9);
});
