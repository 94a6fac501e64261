import { expect, test } from "vitest";
import type { Pointer } from "../../src/core/label/pointer.ts";
import { routeSession } from "../../src/core/label/route.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, publishedFolder, served } from "../helpers/published.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];
const sessions = Array.from({ length: 4_000 }, (_, index) => `session-${index}`);
const ramp = (weight: number): Partial<Pointer> => ({ ramp: { bundle: young.digest, weight, salt: "r-1" } });

test("takes about its share, each session as routeSession says, again and again", async () => {
  const live = await publishedFolder();
  const pointer = await live.publish(old, ramp(2_500), [young]);
  const { client } = await connected(live);
  const texts = sessions.map((session) => served(client, session));
  const share = texts.filter((text) => text === "young").length / sessions.length;
  expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
  expect(sessions.map((session) => served(client, session))).toEqual(texts);
  const routed = sessions.map((session) => {
    const route = routeSession(pointer, session);
    return route.kind === "bundle" && route.digest === young.digest ? "young" : "old";
  });
  expect(texts).toEqual(routed);
  expect(client.open(sessions[texts.indexOf("young")] ?? "").pin).toMatchObject({
    variant: "ramp",
    bundle: young.digest,
  });
});

test("raised, it moves nobody out; lowered, it leaves open sessions alone", async () => {
  const live = await publishedFolder();
  await live.publish(old, ramp(1_000), [young]);
  const { client } = await connected(live);
  const taken = sessions.filter((session) => served(client, session) === "young");
  await live.publish(old, ramp(5_000), [young]);
  await client.refresh();
  expect(taken.filter((session) => served(client, session) !== "young")).toEqual([]);
  const open = client.open(taken[0] ?? "");
  await live.publish(old, ramp(0), [young]);
  await client.refresh();
  expect(sessions.filter((session) => served(client, session) === "young")).toEqual([]);
  expect([open.system(), (await client.resume(open.pin)).system()]).toEqual(["young", "young"]);
});

test("without a session id there is no ramp", async () => {
  const live = await publishedFolder();
  await live.publish(old, ramp(10_000), [young]);
  const { client } = await connected(live);
  expect([served(client, ""), served(client, "s")]).toEqual(["old", "young"]);
});

test("a session id that JavaScript forgot to give is missing too", async () => {
  const live = await publishedFolder();
  await live.publish(old, ramp(10_000), [young]);
  const { client } = await connected(live);
  const session = client.open(undefined as unknown as string);
  expect(session.system()).toBe("old");
  expect((await client.resume(JSON.parse(JSON.stringify(session.pin)))).system()).toBe("old");
});

test("any text is a session id", async () => {
  const live = await publishedFolder();
  await live.publish(old, ramp(5_000), [young]);
  const { client } = await connected(live);
  for (const id of ["日本語", "\0", "😀", "x".repeat(1_000_000), "\uD800"]) {
    expect(served(client, id)).toBe(served(client, id));
  }
});
