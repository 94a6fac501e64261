import { expect, test } from "vitest";
import type { Client } from "../../src/client/connect.ts";
import { connected, pointerText, publishedFolder } from "../helpers/published.ts";
import { old, young } from "./source-faults.ts";

/** Everything that a client says, in its order. */
function heard(client: Client): readonly (readonly [string, unknown])[] {
  const all: (readonly [string, unknown])[] = [];
  client.on("activated", (event) => all.push(["activated", event]));
  client.on("refused", (event) => all.push(["refused", event]));
  client.on("withdrawn", (event) => all.push(["withdrawn", event]));
  client.on("state", ({ from, to }) => all.push(["state", [from, to.kind]]));
  return all;
}

test("a move, a fault, a halt and a revocation are each told once", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const all = heard(client);
  await live.publish(young);
  await client.refresh();
  await client.refresh();
  await live.overwrite("{");
  await client.refresh();
  const revoked = [{ bundle: old.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" }];
  const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };
  await live.publish(young, { revoked, halted });
  await client.refresh();
  await client.refresh();
  const promptId = `support@${young.digest.slice(7, 19)}`;
  expect(all).toEqual([
    ["activated", { serial: 2, promptId, previous: 1 }],
    ["refused", { reason: "bad_content", why: "it is not a JSON document", failures: 1 }],
    ["state", ["ready", "stale"]],
    ["activated", { serial: 3, promptId, previous: 2 }],
    ["withdrawn", { serial: 3, halted: "it leaks", revoked: [old.digest] }],
    ["state", ["stale", "ready"]],
  ]);
});

test("nothing that a client says holds text of a prompt", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const all = heard(client);
  await live.overwriteBundle(young.digest, new TextEncoder().encode('{"system": "the secret sauce"}'));
  await live.overwrite(pointerText(young, { serial: 2 }));
  await client.refresh();
  await live.overwrite("the secret sauce");
  await client.refresh();
  expect(all.length).toBeGreaterThan(1);
  expect(JSON.stringify(all)).not.toContain("sauce");
});

test("a listener that is taken away hears nothing more", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  let count = 0;
  const off = client.on("activated", () => (count += 1));
  await live.publish(young);
  await client.refresh();
  off();
  await live.publish(old);
  await client.refresh();
  expect(count).toBe(1);
});

test("a listener that fails is the host's: neither polling nor the process ends", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const seen: number[] = [];
  client.on("activated", () => {
    throw new Error("mine");
  });
  client.on("activated", () => Promise.reject(new Error("mine too")));
  client.on("activated", ({ serial }) => seen.push(serial));
  await live.publish(young);
  expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 2 });
  expect(seen).toEqual([2]);
});

test("what became too old with time alone is told at the next attempt", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live, { max_age: 20_000 });
  const all: string[] = [];
  client.on("state", ({ from, to }) => all.push(`${from} ${to.kind}`));
  await live.overwrite("{");
  await doors.advance(15_000);
  await doors.advance(15_000);
  await live.publish(young);
  await client.refresh();
  expect(all).toEqual(["ready stale", "stale error", "error ready"]);
});

test("a listener that replaces itself is called once for each event", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  let count = 0;
  const again = (): void => {
    off();
    count += 1;
    if (count < 1_000) off = client.on("activated", () => again());
  };
  let off = client.on("activated", () => again());
  await live.publish(young);
  await client.refresh();
  expect(count).toBe(1);
});

test("a listener that was added twice is taken away once", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  let count = 0;
  const listener = (): number => (count += 1);
  const [off] = [client.on("activated", listener), client.on("activated", listener)];
  off();
  await live.publish(young);
  await client.refresh();
  expect(count).toBe(1);
});

test("a bundle that is revoked twice in one pointer is no news at each poll", async () => {
  const live = await publishedFolder();
  const revocation = { bundle: young.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" };
  await live.publish(old, { revoked: [revocation, revocation] });
  const { client } = await connected(live);
  const all = heard(client);
  await client.refresh();
  expect(all).toEqual([]);
});
