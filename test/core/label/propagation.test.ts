import { describe, expect, test } from "vitest";
import { lastMoved, type LogEntry, servedBefore, servedSince, rolledBack } from "../../../src/core/label/history.ts";
import { containmentOf } from "../../../src/core/label/containment.ts";
import { measure } from "../../../src/core/label/measure.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { promisedBy, propagationOf } from "../../../src/core/label/propagation.ts";
import { digest, pointer, stamp } from "./pointers.ts";

const full = pointer({
  serial: 41,
  previous: digest("b"),
  ramp: { bundle: digest("c"), weight: 500, salt: "r-1" },
  upgradableFrom: [digest("b")],
  revoked: [{ bundle: digest("d"), reason: "it leaks", at: "2026-11-19T08:00:00Z" }],
  halted: { reason: "it leaks", at: "2026-11-19T08:00:00Z", by: "Ada" },
  poll: { interval: 60, deadline: 2, jitter: 0 },
  source: { commit: "abc" },
});

describe("a pointer that is issued to be measured", () => {
  const poll = { interval: 1, deadline: 1, jitter: 1 };
  const { writes } = measure("prod", new Map([["prod", full]]), { ...stamp, poll, reason: "how long it takes" });

  test("says what it said, with the next serial, and who asked", () => {
    const { at, actor } = stamp;
    expect(writes).toEqual([{ ...full, serial: 42, issuedAt: at, actor, reason: "how long it takes" }]);
  });

  test("has a serial above any that history knows", () => {
    const highest = new Map([["prod", 50]]);
    expect(measure("prod", new Map([["prod", full]]), { ...stamp, highest }).writes).toMatchObject([{ serial: 51 }]);
  });

  test("there is none of a label that serves nothing", () => {
    expect(() => measure("canary", new Map([["prod", full]]), stamp)).toThrow(
      expect.objectContaining({ code: "NOT_ON_LABEL" }),
    );
  });

  test("is no move: since when, what came before and what a rollback is about stay as they were", () => {
    const first = pointer({ current: digest("b"), issuedAt: "2026-11-18T08:00:00Z" });
    const second = pointer({ serial: 2, issuedAt: "2026-11-19T08:00:00Z" });
    const sales = pointer({ contract: "sales", issuedAt: "2026-11-20T08:00:00Z" });
    const [third = second] = measure("prod", new Map([["prod", second]]), stamp).writes;
    const moves = [move(sales, null), move(second, first), move(first, null)];
    const entries = [{ ...move(third, second), action: "measure" } as const, ...moves];
    expect(third.serial).toBe(3);
    for (const log of [moves, entries]) {
      expect(servedSince(log, "support", "prod", second.current)).toBe(second.issuedAt);
      expect(servedBefore(log, "support", "prod")).toEqual([first]);
      expect(lastMoved(log, "prod")).toEqual(["sales"]);
      expect(rolledBack(log, "support")).toEqual(new Map());
    }
  });
});

function move(after: Pointer, before: Pointer | null): LogEntry {
  const { contract, serial, issuedAt: at, label: named } = after;
  const unsaid = { reason: null, force: null, allowBreaking: null, severity: null, evidence: null };
  return { commit: `${contract}-${serial}`, at, actor: "Ada", action: "promote", named, before, after, ...unsaid };
}

describe("how long it took", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  test.each<[string, readonly (number | null)[], object]>([
    ["one client", [2], { clients: 1, arrived: 1, p50: 2, p95: 2, p99: 2, max: 2 }],
    ["in any order", [3, 1, 2], { p50: 2, p95: 3, p99: 3, max: 3 }],
    ["of twenty the p95 is the nineteenth", hundred.slice(80), { clients: 20, p50: 10, p95: 19, p99: 20, max: 20 }],
    ["of a hundred each is itself", hundred, { p50: 50, p95: 95, p99: 99, max: 100 }],
    ["who never had it counts", [1, null, 3, 2], { clients: 4, arrived: 3, p50: 2, p95: null, p99: null, max: null }],
    ["nobody had it", [null], { arrived: 0, p50: null, p95: null, p99: null, max: null }],
  ])("%s", (_name, seconds, expected) => {
    expect(propagationOf(seconds)).toMatchObject(expected);
  });
});

test("the promise is the sum of all legs, and none where one is not known", () => {
  const legs = (publish: number | null) => containmentOf([full], publish) ?? expect.unreachable();
  expect(promisedBy(legs(0.5))).toBe(62.5);
  expect(promisedBy(legs(null))).toBeNull();
});
