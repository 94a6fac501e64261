import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { handDrivenDoors } from "../helpers/doors.ts";
import { connected, interval, pointerText, publishedFolder, served } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { old, young } from "./source-faults.ts";

const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };

describe("a pointer whose bundle cannot be fetched", () => {
  test("halts and revokes all the same, and the older bundle goes on being served under it", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client } = await connected(live);
    const session = client.open("s");
    const revoked = [{ bundle: old.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" }];
    await live.overwrite(pointerText(young, { serial: 2, revoked }));
    expect(await client.refresh()).toMatchObject({
      kind: "stale",
      serial: 1,
      refusal: { reason: "bundle_unavailable" },
    });
    expect(session.beforeTurn()).toEqual({ stop_reason: "revoked", message: "unsafe" });
    await live.overwrite(pointerText(young, { serial: 3, halted }));
    expect(await client.refresh()).toMatchObject({ halted: "it leaks", serial: 1 });
    expect(session.beforeTurn()).toEqual({ stop_reason: "halted", message: "it leaks" });
    expect(() => client.open("t")).toThrow(expect.objectContaining({ code: "HALTED" }));
  });

  test("is what must not be gone back behind, also after a restart", async () => {
    const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
    await live.publish(old);
    const { client } = await connected(live, { cache });
    await live.overwrite(pointerText(young, { serial: 3, halted }));
    await client.refresh();
    await live.overwrite(pointerText(old, { serial: 2 }));
    expect(await client.refresh()).toMatchObject({ serial: 1, refusal: { reason: "rollback_refused" } });
    await rm(live.folder, { recursive: true });
    const later = (await connected(live, { cache })).client;
    expect(later.state()).toMatchObject({ kind: "stale", serial: 1, halted: "it leaks" });
    expect(() => later.open("t")).toThrow(expect.objectContaining({ code: "HALTED" }));
  });
});

test("where the newest generation in the cache is broken, the one before it is served", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { client } = await connected(live, { cache });
  await live.publish(young);
  await client.refresh();
  client.close();
  await rm(live.folder, { recursive: true });
  await rm(join(cache, "bundles", `${young.digest.slice(7)}.json`));
  const later = (await connected(live, { cache })).client;
  expect([served(later), later.state()]).toMatchObject(["old", { kind: "stale", serial: 1 }]);
  await live.publish(old, { serial: 2 });
  expect((await later.refresh()).refusal?.reason).toBe("equivocation");
  await live.publish(young, { serial: 3 });
  expect(await later.refresh()).toMatchObject({ kind: "ready", serial: 3 });
});

describe("max_age", () => {
  test("opens nothing and stops what is open when it is over, and is well again when the source confirms", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client, doors } = await connected(live, { max_age: 60_000 });
    const session = client.open("s");
    await rm(live.folder, { recursive: true });
    await doors.advance(60_000);
    expect([client.state().kind, session.beforeTurn()]).toEqual(["stale", null]);
    doors.pass(1_000);
    expect(client.state()).toMatchObject({ kind: "error", age: 61_000 });
    expect(() => client.open("t")).toThrow(expect.objectContaining({ code: "TOO_OLD" }));
    await expect(client.resume(session.pin)).rejects.toMatchObject({ code: "TOO_OLD" });
    expect(session.beforeTool("get_order", {})).toMatchObject({ kind: "stop", stop_reason: "halted" });
    await live.publish(old, { serial: 1 });
    await client.refresh();
    expect([client.state().kind, session.beforeTurn(), served(client)]).toEqual(["ready", null, "old"]);
  });

  test.each([
    ["before it is over", 50_000, "stale"],
    ["after it", 70_000, "error"],
    // A wrong clock is no reason for an outage.
    ["by a clock that was set back", -1_000_000, "stale"],
  ])("counts over a restart: %s", async (_name, passed, kind) => {
    const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
    await live.publish(old);
    (await connected(live, { cache })).client.close();
    await rm(live.folder, { recursive: true });
    const doors = handDrivenDoors();
    doors.pass(passed);
    expect((await connected(live, { cache, max_age: 60_000 }, doors)).client.state().kind).toBe(kind);
  });
});

describe("the last resort", () => {
  test("is served where neither the source nor the cache has anything, and left as soon as one has", async () => {
    const [live, baked] = [await publishedFolder(), await publishedFolder()];
    await baked.publish(old);
    const { client, doors } = await connected(live, { fallback: `file:${baked.folder}` });
    expect([served(client), client.state()]).toMatchObject(["old", { kind: "stale", serial: 1, age: null }]);
    await live.publish(young, { serial: 2 });
    await doors.advance(interval);
    expect([served(client), client.state().kind]).toEqual(["young", "ready"]);
  });

  test("does not go back behind what the cache knows", async () => {
    const [live, baked, cache] = [
      await publishedFolder(),
      await publishedFolder(),
      join(await temporaryFolder(), "cache"),
    ];
    await baked.publish(old);
    await live.publish(young, { serial: 7, halted });
    (await connected(live, { cache })).client.close();
    await rm(live.folder, { recursive: true });
    await rm(join(cache, "bundles"), { recursive: true });
    const { client } = await connected(live, { cache, fallback: `file:${baked.folder}` });
    expect(client.state()).toMatchObject({ kind: "stale", serial: 1, halted: "it leaks" });
    await live.publish(old, { serial: 6 });
    expect((await client.refresh()).refusal?.reason).toBe("rollback_refused");
  });

  test("of the same serial does not take the place of what the source said", async () => {
    const [live, baked] = [await publishedFolder(), await publishedFolder()];
    await baked.publish(old);
    await live.publish(old, { serial: 1, halted });
    await live.overwriteBundle(old.digest, null);
    const { client } = await connected(live, { fallback: `file:${baked.folder}` });
    expect(client.state()).toMatchObject({ kind: "stale", serial: 1, halted: "it leaks" });
    expect(await client.refresh()).toMatchObject({ kind: "ready", halted: "it leaks", refusal: null });
  });

  test("is not said to be in the cache", async () => {
    const [live, baked] = [await publishedFolder(), await publishedFolder()];
    const cache = join(await temporaryFolder(), "cache");
    await baked.publish(young, { serial: 2 });
    await live.publish(old);
    (await connected(live, { cache })).client.close();
    await rm(live.folder, { recursive: true });
    await rm(join(cache, "bundles"), { recursive: true });
    const { client } = await connected(live, { cache, fallback: `file:${baked.folder}` });
    expect(client.state()).toMatchObject({ serial: 2, stored: false });
    expect(await client.refresh()).toMatchObject({ serial: 2, stored: true });
  });

  test("is verified like everything else", async () => {
    const [live, baked] = [await publishedFolder(), await publishedFolder()];
    await baked.publish(old);
    await baked.overwriteBundle(old.digest, young.bytes);
    await expect(connected(live, { fallback: `file:${baked.folder}` })).rejects.toMatchObject({ code: "NOT_READY" });
  });

  test("has bundles of pinned sessions too", async () => {
    const [live, baked] = [await publishedFolder(), await publishedFolder()];
    await baked.publish(old);
    const { pin } = (await connected(baked)).client.open("s");
    await live.publish(young);
    const { client } = await connected(live, { fallback: `file:${baked.folder}` });
    expect((await client.resume(pin)).system()).toBe("old");
  });
});

test.each([
  [{ floor: 2 }, "rollback_refused", "not_ready"],
  [{ environment: "staging" }, "wrong_pointer", "fatal"],
])("what a client was told to expect holds from the first answer on: %j", async (options, reason, kind) => {
  const live = await publishedFolder();
  await live.publish(old);
  await expect(connected(live, options)).rejects.toMatchObject({ code: "NOT_READY" });
  const { client } = await connected(live, { ...options, ready: "later" });
  expect(client.state()).toMatchObject({ kind, refusal: { reason } });
  await live.publish(old, { serial: 2, environment: { name: "staging" } });
  expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 2 });
});

test("a closed client says so, asks nobody, and open sessions stay as they are", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  const session = client.open("s");
  client.close();
  await live.publish(young);
  expect(await client.refresh()).toMatchObject({ kind: "fatal", serial: 1 });
  expect([session.system(), doors.waiting]).toEqual(["old", []]);
});
