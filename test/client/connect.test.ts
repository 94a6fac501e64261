import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { digestOf } from "../../src/core/bundle/digest.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { handDrivenDoors } from "../helpers/doors.ts";
import { connected, interval, publishedFolder, served } from "../helpers/published.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];

describe("a session", () => {
  test("has all its parts from one bundle, and says which", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client } = await connected(live);
    const session = client.open("s-1");
    expect(session.system()).toBe("old");
    expect(session.tools()).toMatchObject([{ name: "get_order", description: "As old does it." }]);
    expect(session.messages()).toEqual([]);
    expect(session.model).toEqual({ provider: "openai", name: "gpt-5-mini-2026-01-15" });
    expect(session.promptId).toBe(`support@${digestOf(old.bytes).slice(7, 19)}`);
    expect(session.pin).toEqual({
      format: "promptctl/pin/1",
      contract: "support",
      label: "prod",
      serial: 1,
      variant: "current",
      bundle: old.digest,
      environment: { name: "production" },
      session: "s-1",
      opened_at: "2026-11-20T12:00:00.000Z",
    });
    expect(client.state()).toEqual({
      kind: "ready",
      serial: 1,
      promptId: session.promptId,
      halted: null,
      age: 0,
      confirmedAt: "2026-11-20T12:00:00.000Z",
      issuedAt: "2026-11-20T12:00:00Z",
      stored: false,
      refusal: null,
      failures: 0,
    });
  });

  test("is told variables and the environment of its label", async () => {
    const live = await publishedFolder();
    const told = sampleBundle("{{customer}} in {{environment.name}}", { variables: { customer: { type: "string" } } });
    await live.publish(told);
    const session = (await connected(live)).client.open("s");
    expect(session.system({ customer: "Ada" })).toBe("Ada in production");
    expect(() => session.system()).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" }));
  });

  test("a label move reaches sessions opened after the next poll, and no other", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client, doors } = await connected(live);
    const before = client.open("s-1");
    await live.publish(young);
    expect(served(client)).toBe("old");
    await doors.advance(interval);
    expect(served(client)).toBe("young");
    expect([before.system(), before.tools()[0]?.description, before.pin.bundle]).toEqual([
      "old",
      "As old does it.",
      old.digest,
    ]);
    expect(client.state()).toMatchObject({ serial: 2, refusal: null });
  });

  test("refresh polls beside the schedule", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client, doors } = await connected(live);
    await live.publish(young);
    expect(await client.refresh()).toMatchObject({ serial: 2 });
    expect([served(client), doors.waiting]).toEqual(["young", [0]]);
  });
});

describe("connecting", () => {
  test.each([
    ["to an empty folder", { label: "prod" }, "NOT_READY"],
    ["to a label that is not there", { label: "canary" }, "NOT_READY"],
    ["to another contract", { contract: "sales" }, "NOT_READY"],
    ["to a source of unknown scheme", { source: "ftp://example.com" }, "USAGE"],
    ["to a source without a scheme", { source: "live" }, "USAGE"],
  ])("%s fails, and leaves no timer", async (name, options, code) => {
    const live = await publishedFolder();
    if (!name.includes("empty")) await live.publish(old);
    const doors = handDrivenDoors();
    await expect(connected(live, options, doors)).rejects.toMatchObject({ name: "Failure", code });
    expect(doors.waiting).toEqual([]);
  });

  test("a file: URL is a source too", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const { client } = await connected(live, { source: pathToFileURL(live.folder).href });
    expect(served(client)).toBe("old");
  });
});
