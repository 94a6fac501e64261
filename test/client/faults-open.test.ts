import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, pointerText, publishedFolder, served } from "../helpers/published.ts";
import { cleared, next, old, young } from "./source-faults.ts";

test("a pointer that names a bundle of another contract is refused", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  const foreign = sampleBundle("foreign", { name: "triage" });
  await live.overwriteBundle(foreign.digest, foreign.bytes);
  await live.overwrite(pointerText(foreign, { contract: "support", serial: 2 }));
  await client.refresh();
  expect(served(client)).toBe("old");
});

test("a pointer whose deadline is no whole number of milliseconds does not end polling", async () => {
  const live = await publishedFolder();
  await live.publish(old, { poll: { interval: 15, deadline: 2.01, jitter: 0 } });
  const { client } = await connected(live);
  await live.publish(young);
  expect(await client.refresh()).toMatchObject({ serial: 2, refusal: null });
});

test("a named pipe in place of the pointer is refused within the deadline", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live, { deadline: 100 });
  await promisify(execFile)("mkfifo", [await cleared(live)]);
  // Lets the reader go in the end: a pipe with a writer that is gone is empty.
  onTestFinished(() => writeFile(live.pointerFile, "", { flag: "r+" }));
  const attempt = client.refresh().then(({ refusal }) => refusal?.reason);
  expect(await Promise.race([attempt, delay(1_500, "still waiting")])).toBe("unreachable");
});

test("a refusal is a reason and why, as its type says", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  await live.overwrite(next);
  expect(Object.keys((await client.refresh()).refusal ?? {})).toEqual(["reason", "why"]);
});
