import { readdir } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { createPoller, type Poller } from "../../src/client/poller.ts";
import type { Digest } from "../../src/core/bundle/digest.ts";
import { type HandDrivenDoors, handDrivenDoors } from "../helpers/doors.ts";
import { connected, interval, pointerText, publishedFolder } from "../helpers/published.ts";
import { old, young } from "./source-faults.ts";

test.each([
  [0, 0.1, undefined, 15_000],
  [0.5, 0.1, undefined, 15_750],
  [0.999, 0.1, undefined, 16_498.5],
  [0.5, 0, undefined, 15_000],
  [0.5, 1, undefined, 22_500],
  [0, 0.1, 2_000, 2_000],
  [0.5, 0.1, 2_000, 2_100],
])("random %d, jitter %d, own interval %s: the next poll is after %d ms", async (random, jitter, own, after) => {
  const live = await publishedFolder();
  await live.publish(old, { poll: { interval: 15, deadline: 5, jitter } });
  const doors = handDrivenDoors();
  doors.roll(random);
  await connected(live, own === undefined ? {} : { interval: own }, doors);
  expect(doors.waiting.map((wait) => Math.round(wait * 10) / 10)).toEqual([after]);
});

test("the pointer may change the pace, and each delay is rolled anew", async () => {
  const live = await publishedFolder();
  await live.publish(old, { poll: { interval: 15, deadline: 5, jitter: 1 } });
  const { doors } = await connected(live);
  await live.publish(old, { poll: { interval: 2, deadline: 1, jitter: 1 } });
  await doors.advance(interval);
  doors.roll(0.25);
  await doors.advance(2_000);
  expect(doors.asked).toEqual([15_000, 2_000, 2_500]);
});

test("polls go on, whatever happens to the source", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client, doors } = await connected(live);
  for (const bytes of ["", "{", pointerText(young, { serial: 7 }), pointerText(old, { serial: 9 })]) {
    await live.overwrite(bytes);
    await doors.advance(interval);
  }
  expect([doors.asked.length, client.state().serial]).toEqual([5, 9]);
});

/** A source that answers when the test says so. */
function slowPoller(): { poller: Poller; doors: HandDrivenDoors; answer(bytes: string): void; asked(): number } {
  const doors = handDrivenDoors();
  const waiting: ((bytes: Uint8Array) => void)[] = [];
  let count = 0;
  const source = {
    name: "slow",
    pointer: () => {
      count += 1;
      return new Promise<Uint8Array>((resolve) => waiting.push(resolve));
    },
    bundle: async (digest: Digest) => [old, young].find((bundle) => bundle.digest === digest)?.bytes ?? null,
  };
  const pace = { interval: null, deadline: null };
  const poller = createPoller({ contract: "support", label: "prod", source, cache: null, pace }, doors);
  onTestFinished(() => poller.stop());
  return {
    poller,
    doors,
    answer: (bytes) => waiting.splice(0).forEach((resolve) => resolve(Buffer.from(bytes))),
    asked: () => count,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("one attempt is in flight at a time, and the next is scheduled after its end", async () => {
  const { poller, doors, answer, asked } = slowPoller();
  const started = poller.start();
  await settled();
  answer(pointerText(old));
  await started;
  doors.pass(interval);
  doors.fire();
  const both = Promise.all([poller.refresh(), poller.refresh()]);
  await settled();
  expect([asked(), doors.waiting]).toEqual([2, []]);
  answer(pointerText(young, { serial: 2 }));
  await both;
  await settled();
  expect([poller.snapshot()?.pointer.serial, asked(), doors.waiting]).toEqual([2, 2, [interval]]);
});

/** A poller with `old`, closed while a poll is in flight. */
async function closedInFlight() {
  const slow = slowPoller();
  const started = slow.poller.start();
  await settled();
  slow.answer(pointerText(old));
  await started;
  slow.doors.pass(interval);
  slow.doors.fire();
  await settled();
  slow.poller.stop();
  return slow;
}

test("after close a late answer changes nothing, and nobody polls any more", async () => {
  const { poller, doors, answer, asked } = await closedInFlight();
  answer(pointerText(young, { serial: 2 }));
  await settled();
  expect([poller.snapshot()?.pointer.serial, poller.refusal(), poller.age()]).toEqual([1, null, interval]);
  expect([doors.waiting, asked()]).toEqual([[], 2]);
});

test.each([
  ["refusal", "<html>"],
  ["confirmation", pointerText(old)],
])("after close a late %s changes nothing either", async (_name, bytes) => {
  const { poller, answer } = await closedInFlight();
  answer(bytes);
  await settled();
  expect([poller.refusal(), poller.age()]).toEqual([null, interval]);
});

test("a thousand clients, opened and closed, leave nothing behind", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const doors = handDrivenDoors();
  const files = async (): Promise<number> => (await readdir("/proc/self/fd").catch(() => [])).length;
  const before = await files();
  for (let round = 0; round < 50; round += 1) {
    const options = { source: `file:${live.folder}`, contract: "support", label: "prod" };
    const clients = await Promise.all(Array.from({ length: 20 }, () => connect(options, doors)));
    expect(doors.waiting.length).toBe(20);
    for (const client of clients) {
      expect(client.open("s").system()).toBe("old");
      client.close();
    }
    expect(doors.waiting).toEqual([]);
  }
  expect(await files()).toBeLessThanOrEqual(before + 2);
});
