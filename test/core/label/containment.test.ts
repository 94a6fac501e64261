import { describe, expect, test } from "vitest";
import { nextDelay } from "../../../src/client/polling/pace.ts";
import { containmentOf, sayAtMost, worstWait } from "../../../src/core/label/containment.ts";
import { sayContainment } from "../../../src/report/containment.ts";
import { pointer } from "./pointers.ts";

test("the slowest pointer counts, with every leg", () => {
  const slow = pointer({ label: "canary", poll: { interval: 60, deadline: 2, jitter: 0.25 } });
  expect(containmentOf([pointer(), slow, pointer()], 1.5)).toEqual({
    publish: 1.5,
    interval: 60,
    jitter: 15,
    deadline: 2,
    cache: null,
    checkpoint: null,
    newSessions: 77,
  });
  expect(containmentOf([], 1.5)).toBeNull();
});

test("it is the longest pause of a client, and one request", () => {
  const { poll } = pointer();
  expect(worstWait(poll) * 1_000).toBe(nextDelay({ interval: null, deadline: null }, poll, 1) + poll.deadline * 1_000);
});

test.each([
  [0.2, "1 s"],
  [21.5, "22 s"],
  [22, "22 s"],
  [120, "120 s"],
  [121, "3 min"],
])("a worst case of %f seconds is never said to be shorter: %s", (seconds, said) => {
  expect(sayAtMost(seconds)).toBe(said);
});

describe("in words", () => {
  const effect = { onNew: "new sessions stop", onRunning: "running ones stop" };
  test("every leg is named, and what is not known is called so", () => {
    const containment = containmentOf([pointer()], 1.25);
    expect(containment === null ? [] : sayContainment(containment, effect, [".promptctl/live"])).toEqual([
      "new sessions stop within 22 s: 15 s until a runtime asks, 1.5 s jitter, 5 s deadline of its request",
      "running ones stop at their next checkpoint after that: before a turn, before a tool call, after an answer of the model",
      "writing, pushing and publishing to .promptctl/live took 1.3 s and is over",
      expect.stringContaining("not known: what caches or copies"),
    ]);
  });

  test("where nothing is published nobody knows when", () => {
    const containment = containmentOf([pointer()], null);
    expect(containment?.newSessions).toBeNull();
    expect(containment === null ? [] : sayContainment(containment, effect, [])[0]).toMatch(
      /^when new sessions stop is not known: nothing is published from here .* it takes 22 s: 15 s/,
    );
  });
});
