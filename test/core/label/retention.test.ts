import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../src/core/label/history.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { bundlesNamedBy, referencesIn, standardRetention, retentionOf } from "../../../src/core/label/retention.ts";
import { digest, entryOf, pointer } from "./pointers.ts";

const day = 86_400;
const now = new Date("2026-11-20T12:00:00Z");
const daysAgo = (days: number): string => new Date(now.getTime() - days * day * 1_000).toISOString();

/** Newest first: a pointer of `prod` for each of these days. */
function history(...moves: readonly (readonly [days: number, part: Partial<Pointer>])[]): readonly LogEntry[] {
  return moves.map(([days, part]) => entryOf("promote", pointer({ issuedAt: daysAgo(days), ...part })));
}

describe("when a bundle was named for the last time", () => {
  const entries = history(
    [10, { current: digest("c"), previous: digest("b") }],
    [500, { current: digest("b"), previous: digest("a") }],
    [900, { current: digest("a"), ramp: { bundle: digest("e"), weight: 500, salt: "r" } }],
  );
  const references = referencesIn(entries, []);

  test.each([
    ["the newest pointer serves it", "c", "named"],
    ["the newest pointer can go back to it", "b", "named"],
    ["a pointer named it until ten days ago, however long before it was written", "a", "recent"],
    ["a ramp ended 500 days ago", "e", "old"],
    ["no pointer ever named it", "f", "unknown"],
  ])("%s", (_name, hex, retention) => {
    expect(retentionOf(digest(hex), references, now, standardRetention)).toBe(retention);
  });

  test("at another age", () => {
    expect(retentionOf(digest("a"), references, now, 9 * day)).toBe("old");
    expect(retentionOf(digest("a"), references, now, 10 * day)).toBe("recent");
    expect(retentionOf(digest("e"), references, now, 600 * day)).toBe("recent");
  });

  test("labels are counted apart, and a pointer that is gone from the branch still names", () => {
    const two = [...entries, ...history([700, { label: "canary", current: digest("e") }])];
    expect(retentionOf(digest("e"), referencesIn(two, []), now, 0)).toBe("named");
  });

  test("what a place serves beside the branch is named", () => {
    const others = [pointer({ current: digest("e") })];
    expect(retentionOf(digest("e"), referencesIn(entries, others), now, 0)).toBe("named");
  });
});

describe("laws", () => {
  const digests = ["a", "b", "c", "d", "e"].map(digest);
  const moves = fc.array(
    fc.record({
      days: fc.integer({ min: 0, max: 2_000 }),
      label: fc.constantFrom("prod", "canary"),
      current: fc.constantFrom(...digests),
      previous: fc.option(fc.constantFrom(...digests)),
      ramp: fc.option(
        fc.record({ bundle: fc.constantFrom(...digests), weight: fc.constant(500), salt: fc.constant("r") }),
      ),
      upgradableFrom: fc.uniqueArray(fc.constantFrom(...digests), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  );
  const entries = moves.map((all) =>
    all
      .toSorted((left, right) => left.days - right.days)
      .map(({ days, ...part }) => entryOf("promote", pointer({ issuedAt: daysAgo(days), ...part }))),
  );
  const seconds = fc.integer({ min: 0, max: 2_500 * day });

  test("what a pointer names now is never old", () => {
    fc.assert(
      fc.property(entries, seconds, (all, age) => {
        const newest = ["prod", "canary"].flatMap((label) => all.find(({ after }) => after.label === label) ?? []);
        const references = referencesIn(all, []);
        for (const named of newest.flatMap(({ after }) => bundlesNamedBy(after)))
          expect(retentionOf(named, references, now, age)).toBe("named");
      }),
    );
  });

  test("who keeps longer keeps no bundle less, and at some age each that was ever named goes", () => {
    fc.assert(
      fc.property(entries, seconds, seconds, (all, one, other) => {
        const references = referencesIn(all, []);
        const old = (age: number) => digests.filter((each) => retentionOf(each, references, now, age) === "old");
        expect(old(Math.min(one, other))).toEqual(expect.arrayContaining(old(Math.max(one, other))));
      }),
    );
  });

  test("a shallow clone, whose first commit brings every pointer at once, removes no bundle that a whole one keeps", () => {
    fc.assert(
      fc.property(entries, fc.nat(12), seconds, (all, cut, age) => {
        const seen = all.slice(0, cut);
        const [boundary] = seen.slice(-1);
        const brought = ["prod", "canary"].flatMap((label) => {
          const before = all.slice(cut).find(({ after }) => after.label === label);
          const isThere = before !== undefined && boundary !== undefined && boundary.after.label !== label;
          return isThere ? [{ ...before, at: boundary.at }] : [];
        });
        const tip = ["prod", "canary"].flatMap((label) => all.find(({ after }) => after.label === label)?.after ?? []);
        const [shallow, whole] = [referencesIn([...seen, ...brought], tip), referencesIn(all, tip)];
        for (const each of digests) {
          if (retentionOf(each, shallow, now, age) === "old") expect(retentionOf(each, whole, now, age)).toBe("old");
        }
      }),
    );
  });
});
