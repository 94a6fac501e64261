import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, interval, publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young", { tools: [tool("find_user")] })];
const stored = (pin: unknown): unknown => JSON.parse(JSON.stringify(pin));

test("from memory, after the label has moved", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  const { pin } = client.open("s");
  await live.publish(young);
  await doors.advance(interval);
  await rm(live.folder, { recursive: true });
  const session = await client.resume(stored(pin));
  expect([session.system(), session.tools().map(({ name }) => name), session.pin]).toEqual(["old", ["get_order"], pin]);
});

test("from the disk cache, after a restart without the source", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const first = await connected(live, { cache });
  const { pin } = first.client.open("s");
  await live.publish(young);
  await first.doors.advance(interval);
  first.client.close();
  await rm(live.folder, { recursive: true });
  const { client } = await connected(live, { cache });
  expect(client.open("t").system()).toBe("young");
  const session = await client.resume(stored(pin));
  expect([session.system(), session.promptId]).toEqual(["old", `support@${old.digest.slice(7, 19)}`]);
});

test("from the source by digest, after a restart without a cache", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { pin } = (await connected(live)).client.open("s");
  await live.publish(young);
  const session = await (await connected(live)).client.resume(stored(pin));
  expect([session.system(), session.tools().map(({ name }) => name)]).toEqual(["old", ["get_order"]]);
});

test.each([
  ["gone", null],
  ["another one", young.bytes],
  ["torn", old.bytes.slice(0, 40)],
  ["empty", new Uint8Array()],
])("a bundle that is %s is PIN_UNAVAILABLE, never another bundle", async (_name, bytes) => {
  const live = await publishedFolder();
  await live.publish(old);
  const { pin } = (await connected(live)).client.open("s");
  await live.publish(young);
  await live.overwriteBundle(old.digest, bytes);
  const { client } = await connected(live);
  await expect(client.resume(stored(pin))).rejects.toMatchObject({
    code: "PIN_UNAVAILABLE",
    message: expect.stringContaining(old.digest),
  });
  await live.overwriteBundle(old.digest, old.bytes);
  expect((await client.resume(stored(pin))).system()).toBe("old");
});

test("a corrupt file in the cache is not taken: the source is asked", async () => {
  const [live, cache] = [await publishedFolder(), join(await temporaryFolder(), "cache")];
  await live.publish(old);
  const first = await connected(live, { cache });
  const { pin } = first.client.open("s");
  await live.publish(young);
  await first.client.refresh();
  await writeFile(join(cache, "bundles", `${old.digest.slice(7)}.json`), young.bytes);
  const { client } = await connected(live, { cache });
  expect((await client.resume(stored(pin))).system()).toBe("old");
});

test("the environment is the one the session was opened in", async () => {
  const live = await publishedFolder();
  const told = sampleBundle("{{environment.name}}");
  await live.publish(told);
  const { client, doors } = await connected(live);
  const { pin } = client.open("s");
  await live.publish(told, { environment: { name: "elsewhere" } });
  await doors.advance(interval);
  expect([client.open("t").system(), (await client.resume(pin)).system()]).toEqual(["elsewhere", "production"]);
});

test("a pin of this contract that names a bundle of another one is refused", async () => {
  const live = await publishedFolder();
  const foreign = sampleBundle("foreign", { name: "triage" });
  await live.publish(old, {}, [foreign]);
  const { client } = await connected(live);
  const forged = { ...client.open("s").pin, bundle: foreign.digest };
  await expect(client.resume(forged)).rejects.toMatchObject({ name: "Failure" });
});

test("a closed client asks nobody for a bundle", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { pin } = (await connected(live)).client.open("s");
  await live.publish(young);
  const { client } = await connected(live);
  client.close();
  await expect(client.resume(pin)).rejects.toMatchObject({ code: "PIN_UNAVAILABLE" });
});
