import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { connected, interval, pointerText, publishedFolder, served } from "../helpers/published.ts";
import { faults, next, old, young } from "./source-faults.ts";

describe("keeps what was verified, says why, and recovers by itself from", () => {
  test.each(faults)("%s (%s)", async (_name, reason, break_) => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client, doors } = await connected(live);
    const pinned = client.open("s");
    await break_(live);
    for (const polls of [1, 2]) {
      await doors.advance(interval);
      expect(client.state()).toMatchObject({
        kind: "stale",
        failures: polls,
        serial: 1,
        age: polls * interval,
        refusal: { reason },
      });
      expect([served(client), pinned.system()]).toEqual(["old", "old"]);
    }
    await rm(live.pointerFile, { recursive: true, force: true });
    await mkdir(dirname(live.pointerFile), { recursive: true });
    await mkdir(dirname(live.bundleFile(young.digest)), { recursive: true });
    await live.overwriteBundle(young.digest, young.bytes);
    await live.overwrite(pointerText(young, { serial: 3 }));
    await doors.advance(interval);
    expect(client.state()).toMatchObject({ kind: "ready", serial: 3, age: 0, refusal: null });
    expect([served(client), pinned.system()]).toEqual(["young", "old"]);
  });

  test.each(faults)("%s, at the very start: not ready, and ready later", async (_name, _reason, break_) => {
    const live = await publishedFolder();
    await live.publish(old);
    await break_(live);
    await expect(connected(live)).rejects.toMatchObject({ code: "NOT_READY" });
    await rm(live.folder, { recursive: true, force: true });
    await live.publish(young, { serial: 2 });
    expect(served((await connected(live)).client)).toBe("young");
  });
});

test("a bundle that arrives later is taken without any change of the pointer", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  await live.overwrite(next);
  await doors.advance(interval);
  expect(client.state().refusal?.why).toBe(`${young.digest} is not in ${live.folder}`);
  await live.overwriteBundle(young.digest, young.bytes);
  await doors.advance(interval);
  expect([served(client), client.state().refusal]).toEqual(["young", null]);
});

test("the same pointer again is no news, and confirms", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  // Nothing but the pointer is needed for that: what was verified once is not fetched again.
  await live.overwriteBundle(old.digest, null);
  doors.pass(4_000);
  expect(client.state().age).toBe(4_000);
  expect(await client.refresh()).toMatchObject({ age: 0, refusal: null });
});
