import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { atMost, wait } from "../../src/world/wait.ts";

/** Work that ends when it is told to. */
const endless = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve("stopped");
    signal.addEventListener("abort", () => resolve("stopped"));
  });

test("a month is longer than a timer can be, and no reason not to wait", async () => {
  const waiting = wait(30 * 86_400_000, AbortSignal.timeout(50)).then(
    () => "waited",
    () => "stopped",
  );
  expect(await waiting).toBe("stopped");
});

test("work is told to stop when its time is over, and whoever waits hears of it", async () => {
  expect(await atMost(10, new AbortController().signal, endless)).toBe("stopped");
});

test("somebody else may say stop, before or meanwhile", async () => {
  expect(await atMost(60_000, AbortSignal.abort(), endless)).toBe("stopped");
  expect(await atMost(60_000, AbortSignal.timeout(10), endless)).toBe("stopped");
});

test("what is done in time leaves nothing behind, failed or not", async () => {
  const { signal } = new AbortController();
  expect(await atMost(60_000, signal, async () => "done")).toBe("done");
  await expect(atMost(60_000, signal, async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
