import { expect, test } from "vitest";
import type { Pointer } from "../../src/core/label/pointer.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, interval, publishedFolder, served } from "../helpers/published.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];
const halted: Pointer["halted"] = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };

test("halted, nobody opens, and an open session stops before its next side effect", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  const session = client.open("s");
  expect([session.beforeTurn(), session.beforeTool("get_order", {}).kind]).toEqual([null, "allow"]);
  await live.publish(old, { halted });
  await doors.advance(interval);
  const stop = { stop_reason: "halted", message: "it leaks" };
  expect(() => client.open("t")).toThrow(expect.objectContaining({ code: "HALTED" }));
  expect(session.beforeTool("get_order", {})).toEqual({ kind: "stop", ...stop });
  expect([session.beforeTurn(), session.afterModel(null)]).toEqual([stop, stop]);
  expect((await client.resume(session.pin)).beforeTurn()).toEqual(stop);
  await live.publish(old);
  await doors.advance(interval);
  expect([session.beforeTurn(), session.beforeTool("get_order", {}).kind, served(client)]).toEqual([
    null,
    "allow",
    "old",
  ]);
});

test("a revoked bundle stops the sessions pinned to it, and no others", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  const pinned = client.open("s");
  await live.publish(young, { revoked: [{ bundle: old.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" }] });
  await doors.advance(interval);
  expect(pinned.beforeTool("get_order", {})).toEqual({ kind: "stop", stop_reason: "revoked", message: "unsafe" });
  expect(pinned.afterModel(null)).toEqual({ stop_reason: "revoked", message: "unsafe" });
  expect(client.open("t").beforeTool("get_order", {}).kind).toBe("allow");
});

test("a revoked current bundle opens no session, a revoked ramp falls back to current", async () => {
  const live = await publishedFolder();
  const revoked = [{ bundle: young.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" }];
  await live.publish(old, { ramp: { bundle: young.digest, weight: 10_000, salt: "r-1" }, revoked }, [young]);
  const { client } = await connected(live);
  expect(served(client)).toBe("old");
  await live.publish(young, { revoked });
  await client.refresh();
  expect(() => client.open("s")).toThrow(expect.objectContaining({ code: "HALTED" }));
});
