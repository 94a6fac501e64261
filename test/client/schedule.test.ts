import fc from "fast-check";
import { readdir } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { firstDelay, retryDelay } from "../../src/client/polling/pace.ts";
import { createPoller, type Poller } from "../../src/client/polling/poller.ts";
import { ageOf } from "../../src/client/state.ts";
import type { BundleAnswer } from "../../src/client/polling/source.ts";
import type { Digest } from "../../src/core/bundle/digest.ts";
import { groupBy } from "../../src/core/group.ts";
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
  await connected(live, own === undefined ? {} : { interval: own }, doors);
  doors.roll(random);
  await doors.advance(0);
  expect(doors.waiting.map((wait) => Math.round(wait * 10) / 10)).toEqual([after]);
});

test.each([0, 0.25, 0.999])(
  "random %d: the first poll after the start is at any moment of the interval",
  async (random) => {
    const live = await publishedFolder();
    await live.publish(old);
    const doors = handDrivenDoors();
    doors.roll(random);
    await connected(live, {}, doors);
    expect(doors.asked).toEqual([random * interval]);
  },
);

test("the pointer may change the pace, and each delay is rolled anew", async () => {
  const live = await publishedFolder();
  await live.publish(old, { poll: { interval: 15, deadline: 1, jitter: 1 } });
  const { doors } = await connected(live);
  await live.publish(old, { poll: { interval: 2, deadline: 1, jitter: 1 } });
  await doors.advance(0);
  doors.roll(0.25);
  await doors.advance(2_000);
  expect(doors.asked).toEqual([0, 2_000, 2_500]);
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

test("after failures it asks at random moments of a range that doubles up to a minute, and then as always", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { doors } = await connected(live);
  await live.overwrite("{");
  doors.roll(0.5);
  for (let failures = 0; failures < 5; failures += 1) await doors.advance(60_000);
  doors.roll(0);
  await doors.advance(60_000);
  await live.publish(old);
  await doors.advance(60_000);
  expect(doors.asked).toEqual([0, 7_500, 15_000, 30_000, 30_000, 30_000, 1_500, 15_000]);
});

/** A source that answers when the test says so. */
function slowPoller(deadline: number | null = null): {
  poller: Poller;
  doors: HandDrivenDoors;
  answer(bytes: string): void;
  asked(): number;
} {
  const doors = handDrivenDoors();
  const waiting: ((bytes: Uint8Array) => void)[] = [];
  let count = 0;
  const source = {
    name: "slow",
    pointer: async () => {
      count += 1;
      const bytes = await new Promise<Uint8Array>((resolve) => waiting.push(resolve));
      return { kind: "bytes", bytes, validator: null } as const;
    },
    bundle: async (digest: Digest): Promise<BundleAnswer> => {
      const found = [old, young].find((bundle) => bundle.digest === digest);
      return found === undefined ? { kind: "missing" } : { kind: "bytes", bytes: found.bytes };
    },
    close: () => undefined,
  };
  const pace = { interval: null, deadline };
  const expected = { contract: "support", label: "prod", environment: null, floor: 0 };
  const poller = createPoller({ source, expected, pace }, doors);
  onTestFinished(() => poller.stop());
  return {
    poller,
    doors,
    answer: (bytes) => waiting.splice(0).forEach((resolve) => resolve(Buffer.from(bytes))),
    asked: () => count,
  };
}

function serialOf(poller: Poller): number | undefined {
  return poller.standing().snapshot?.serving?.pointer.serial;
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
  expect([serialOf(poller), asked(), doors.waiting]).toEqual([2, 2, [interval]]);
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

test("what does not come back at all costs one deadline, and is not asked a second time meanwhile", async () => {
  const { poller, answer, asked } = slowPoller(20);
  await poller.start();
  expect(poller.standing().refusal).toEqual({ reason: "unreachable", why: "slow gave no answer within 20 ms" });
  await poller.refresh();
  expect([poller.standing().refusal?.why, asked()]).toEqual(["the last attempt has not come back yet", 1]);
  answer(pointerText(old));
  await settled();
  const next = poller.refresh();
  await settled();
  answer(pointerText(young));
  await next;
  expect([serialOf(poller), asked()]).toEqual([1, 2]);
});

test("after close a late answer changes nothing, and nobody polls any more", async () => {
  const { poller, doors, answer, asked } = await closedInFlight();
  answer(pointerText(young, { serial: 2 }));
  await settled();
  expect([serialOf(poller), poller.standing().refusal, ageOf(poller.standing(), doors.elapsed())]).toEqual([
    1,
    null,
    interval,
  ]);
  expect([doors.waiting, asked()]).toEqual([[], 2]);
});

test.each([
  ["refusal", "<html>"],
  ["confirmation", pointerText(old)],
])("after close a late %s changes nothing either", async (_name, bytes) => {
  const { poller, doors, answer } = await closedInFlight();
  answer(bytes);
  await settled();
  expect([poller.standing().refusal, ageOf(poller.standing(), doors.elapsed())]).toEqual([null, interval]);
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

test("a thousand that fail or start together do not come back together", () => {
  const rolls = fc.sample(fc.noBias(fc.nat({ max: 999_999 })), { numRuns: 1_000, seed: 7 }).map((one) => one / 1e6);
  const pace = { interval: null, deadline: null };
  const delays: readonly ((random: number) => number)[] = [
    (random) => firstDelay(pace, null, random),
    (random) => retryDelay(pace, null, 1, null, random),
    (random) => retryDelay(pace, null, 3, null, random),
    (random) => retryDelay(pace, null, 1, 30_000, random),
  ];
  for (const delay of delays) {
    const seconds = groupBy(rolls.map(delay), (time) => String(Math.floor(time / 1_000)));
    // Evenly, 67 would come in each of fifteen seconds. The shortest wait takes what would be shorter.
    expect(Math.max(...seconds.map(({ length }) => length))).toBeLessThan(200);
  }
});
