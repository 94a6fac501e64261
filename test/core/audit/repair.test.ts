import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../../src/core/audit/checks/index.ts";
import type { Inventory } from "../../../src/core/audit/inventory.ts";
import { repairOf } from "../../../src/core/audit/repair.ts";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import { issuePointer } from "../../../src/core/label/issue.ts";
import { type Pointer, pointerPath } from "../../../src/core/label/pointer.ts";
import { digest, entryOf, stamp } from "../label/pointers.ts";
import { a, at, b, c, elsewhere, logOf, moves, pointersAt, sound } from "./inventories.ts";

const [first, second, third] = moves as [Pointer, Pointer, Pointer];
const live = { name: "live", bundles: new Set([a, b, c]), spoiled: new Set<Digest>(), pointers: [third] };
const byHand = (after: Pointer) => ({ ...entryOf("other", after), before: third });
const halted = { reason: "it leaks", at: "2026-11-20T03:00:00Z", by: "Ada" };
const revoked = [{ bundle: a, reason: "it leaks", at: "2026-11-20T03:00:00Z" }];

/** `prod of support: serial 4 serves a, as the branch says` */
function planned(part: Partial<Inventory>, only: string | null = null): readonly string[] {
  const { reissues, restored, beyond } = repairOf(sound(part), only);
  return [
    ...reissues.map(
      ({ pointer, highest, from }) =>
        `${pointer.label} of ${pointer.contract}: serial ${highest + 1} serves ${pointer.current.charAt(7)}, as ${from} says`,
    ),
    ...restored.map((one) => `${one.charAt(7)} comes back`),
    ...beyond.map((path) => `${path} is beyond repair`),
  ];
}

test("nothing is done where nothing is wrong", () => expect(planned({})).toEqual([]));

describe("what goes on", () => {
  test.each<readonly [string, Partial<Inventory>, readonly string[]]>([
    [
      "after a revert by hand: what it went back to",
      { pointers: pointersAt(second), log: [byHand(second), ...logOf(...moves)] },
      ["prod of support: serial 4 serves b, as the branch says"],
    ],
    [
      "after an edit by hand to a bundle that nobody has: what was there before",
      {
        pointers: pointersAt(at(4, { current: digest("d") })),
        log: [byHand(at(4, { current: digest("d") })), ...logOf(...moves)],
      },
      ["prod of support: serial 5 serves c, as its history says"],
    ],
    [
      "where a pointer cannot be read: what the newest move wrote",
      { pointers: new Map([[pointerPath("support", "prod"), { kind: "bad", why: "torn" }]]) },
      ["prod of support: serial 4 serves c, as its history says"],
    ],
    [
      "where a pointer was deleted: the same",
      { pointers: new Map() },
      ["prod of support: serial 4 serves c, as its history says"],
    ],
    [
      "where the branch is gone: what runtimes see",
      { bundles: new Map(), recoverable: elsewhere(c), pointers: new Map(), log: [] },
      ["prod of support: serial 4 serves c, as live says", "c comes back"],
    ],
    [
      "where the branch was set back: what runtimes saw since",
      { pointers: pointersAt(first), log: logOf(first) },
      ["prod of support: serial 4 serves c, as live says"],
    ],
    [
      "where somebody moved on after it was set back: what was decided later",
      {
        pointers: pointersAt(at(2, { current: b, issuedAt: "2026-11-21T00:00:00Z" })),
        log: logOf(first, at(2, { current: b, issuedAt: "2026-11-21T00:00:00Z" })),
      },
      ["prod of support: serial 4 serves b, as the branch says"],
    ],
    [
      "where one serial was given twice: the branch",
      { places: [{ ...live, pointers: [at(3, { current: a })] }] },
      ["prod of support: serial 4 serves c, as the branch says"],
    ],
    ["where only a place is behind: nothing, it is published", { places: [{ ...live, pointers: [second] }] }, []],
    [
      "where a bundle is lost that somebody has: it comes back, and no pointer moves",
      { bundles: new Map([...sound().bundles].filter(([one]) => one !== a)), recoverable: elsewhere(a) },
      ["a comes back"],
    ],
    [
      "where nobody has what promptctl put there: nothing older, which would be a rollback",
      { bundles: new Map([...sound().bundles].filter(([one]) => one !== c)), places: [] },
      [],
    ],
    [
      "where nobody has anything that a hand put there, or that was there before",
      { bundles: new Map(), pointers: pointersAt(at(4)), log: [byHand(at(4))], places: [] },
      ["labels/support/prod.json is beyond repair"],
    ],
    [
      "of a contract of somebody else in a place: nothing",
      { places: [{ ...live, pointers: [third, at(9, { contract: "sales", current: a })] }] },
      [],
    ],
  ])("%s", (_, part, expected) => expect(planned(part)).toEqual(expected));

  test("of a contract that somebody names: that one alone", () => {
    const sales = at(9, { contract: "sales", current: digest("d") });
    const odd = {
      pointers: pointersAt(second),
      log: [byHand(second), ...logOf(...moves)],
      recoverable: elsewhere(digest("d")),
      places: [{ ...live, pointers: [third, sales] }],
    };
    expect(planned(odd, "sales")).toEqual(["prod of sales: serial 10 serves d, as live says", "d comes back"]);
    expect(planned(odd)).toEqual(["prod of support: serial 4 serves b, as the branch says"]);
  });
});

describe("no hand ends a halt or takes a revocation back", () => {
  const stopped = at(4, { current: c, previous: b, halted, revoked });
  const log = [{ ...entryOf("halt", stopped), before: third }, ...logOf(...moves)];
  const without = { ...stopped, serial: 5, halted: null, revoked: [] };
  test.each<readonly [string, Partial<Inventory>]>([
    ["a revert", { pointers: pointersAt(third), log: [byHand(third), ...log] }],
    ["an edit", { pointers: pointersAt(without), log: [byHand(without), ...log] }],
    ["a branch that is gone", { pointers: new Map(), log: [], places: [{ ...live, pointers: [stopped] }] }],
  ])("%s", (_, part) => {
    const [reissue] = repairOf(sound(part), null).reissues;
    expect(reissue?.pointer).toMatchObject({ halted, revoked });
  });

  test("a lift that promptctl wrote holds", () => {
    const lifted = { ...stopped, serial: 5, halted: null, issuedAt: "2026-11-20T05:00:00Z" };
    const part = {
      pointers: pointersAt(first),
      log: [byHand(first), { ...entryOf("lift", lifted), before: stopped }, ...log],
    };
    expect(repairOf(sound(part), null).reissues[0]?.pointer).toMatchObject({ halted: null, revoked });
  });
});

/** What the repair writes, written: the branch, its history and the place afterwards. */
function repaired(inventory: Inventory): Inventory {
  const { reissues, restored } = repairOf(inventory, null);
  const writes = reissues.map(({ pointer, highest }) => {
    const { contract, label, source } = pointer;
    const brought = { ...stamp, contract, highest: new Map([[label, highest]]) };
    return issuePointer(label, new Map([[label, pointer]]), brought, { source });
  });
  const paths = new Map(writes.map((one) => [pointerPath(one.contract, one.label), one]));
  const pointers = new Map([...inventory.pointers, ...pointersAt(...writes)]);
  const all = [...pointers.values()].flatMap((read) => (read.kind === "pointer" ? [read.pointer] : []));
  const bundles = new Map([
    ...inventory.bundles,
    ...restored.map((one) => [one, { kind: "bundle", contract: "support" }] as const),
  ]);
  return {
    ...inventory,
    pointers,
    bundles,
    log: [...[...paths.values()].map((after) => ({ ...entryOf("repair", after), before: null })), ...inventory.log],
    places: inventory.places.map((place) => ({
      ...place,
      bundles: new Set([...place.bundles, ...bundles.keys()]),
      pointers: all.map((one) => {
        const there = place.pointers.find(({ label }) => label === one.label);
        return there !== undefined && there.serial >= one.serial ? there : one;
      }),
    })),
  };
}

/** A label that moved some times, was touched by a hand or lost, and is seen in a place as it was or as it was not. */
function damaged(
  label: string,
): fc.Arbitrary<Pick<Inventory, "pointers" | "log"> & { readonly seen: readonly Pointer[] }> {
  const bundle = fc.constantFrom(a, b, c);
  return fc
    .record({
      bundles: fc.array(bundle, { minLength: 1, maxLength: 6 }),
      kept: fc.nat({ max: 6 }),
      hand: fc.option(fc.record({ serial: fc.integer({ min: 1, max: 9 }), current: bundle })),
      stored: fc.constantFrom("there", "bad", "deleted"),
      seen: fc.option(fc.nat({ max: 5 })),
    })
    .map(({ bundles, kept, hand, stored, seen }) => {
      const written = bundles.map((current, index) => at(index + 1, { label, current }));
      const known = written.slice(0, kept);
      const newest = known.at(-1);
      const edit = hand === null || newest === undefined ? [] : [at(hand.serial, { label, current: hand.current })];
      const tip = [...known, ...edit].at(-1);
      const path = pointerPath("support", label);
      return {
        log: [...edit.map((after) => ({ ...entryOf("other", after), before: newest ?? null })), ...logOf(...known)],
        pointers:
          tip === undefined || stored === "deleted"
            ? new Map()
            : stored === "bad"
              ? new Map([[path, { kind: "bad", why: "torn" } as const]])
              : pointersAt(tip),
        seen: seen === null ? [] : written.slice(seen, seen + 1),
      };
    });
}

test("whatever happened to a branch, after a repair nothing is wrong, and no runtime refuses what it says", () => {
  fc.assert(
    fc.property(damaged("prod"), damaged("canary"), (prod, canary) => {
      const seen = [...prod.seen, ...canary.seen];
      const before = sound({
        pointers: new Map([...prod.pointers, ...canary.pointers]),
        log: [...prod.log, ...canary.log],
        places: [{ ...live, pointers: seen }],
      });
      const after = repaired(before);
      const wrong = checks.flatMap(({ find }) => find(after)).filter(({ when }) => when === "now");
      expect(wrong).toEqual([]);
      expect(repairOf(after, null)).toEqual({ reissues: [], restored: [], beyond: [] });
      for (const pointer of seen) {
        const [place] = after.places;
        const now = place?.pointers.find(({ label }) => label === pointer.label);
        expect(now?.serial).toBeGreaterThanOrEqual(pointer.serial);
      }
    }),
    { numRuns: 400 },
  );
});
