import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { ConnectOptions } from "../../src/client/options.ts";
import { connected, publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { old, young } from "./source-faults.ts";

const good = { source: "file:/nowhere", contract: "support", label: "prod" };

test.each<[string, object]>([
  ["nothing", {}],
  ["no contract", { source: good.source, label: "prod" }],
  ["a contract that is a path", { ...good, contract: "../x" }],
  ["a label that is none", { ...good, label: "Prod" }],
  ["an interval below nothing", { ...good, interval: -1 }],
  ["an interval without end", { ...good, interval: Infinity }],
  ["a deadline that is no number", { ...good, deadline: "5s" }],
  ["a typing error", { ...good, intervall: 5 }],
  ["an address that is none", { ...good, source: "https://" }],
  ["a folder on another computer", { ...good, source: "file://./live" }],
  ["a header with the line end of the file it was read from", { ...good, headers: { authorization: "Bearer x\n" } }],
  ["a header whose name is none", { ...good, headers: { "x key": "x" } }],
  ["a serial that is none", { ...good, floor: 1.5 }],
  ["a header that is no text", { ...good, headers: { "x-key": 5 } }],
  ["an age below nothing", { ...good, max_age: 0 }],
  ["a wish for readiness that nobody knows", { ...good, ready: "soon" }],
])("%s is said at once", async (_name, options) => {
  await expect(connect(options as ConnectOptions)).rejects.toMatchObject({ name: "Failure", code: "USAGE" });
});

test("a number is a session id like its text", async () => {
  const live = await publishedFolder();
  await live.publish(old, { ramp: { bundle: young.digest, weight: 5_000, salt: "r-1" } }, [young]);
  const { client } = await connected(live);
  for (let id = 0; id < 20; id += 1) {
    const numbered = client.open(id as unknown as string);
    expect(numbered.promptId).toBe(client.open(String(id)).promptId);
  }
});

test("a bundle that was resumed once is there when the source is gone, also after a restart", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const { pin } = (await connected(live)).client.open("s");
  await live.publish(young);
  const { client } = await connected(live, { cache });
  const { promptId } = await client.resume(pin);
  const again = await connected(live, { cache });
  await rm(live.folder, { recursive: true });
  expect((await client.resume(pin)).promptId).toBe(promptId);
  expect((await again.client.resume(pin)).promptId).toBe(promptId);
});
