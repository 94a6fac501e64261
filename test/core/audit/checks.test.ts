import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checks } from "../../../src/core/audit/checks/index.ts";
import type { Inventory } from "../../../src/core/audit/inventory.ts";
import { entryOf, digest } from "../label/pointers.ts";
import { a, at, b, c, logOf, moves, pointersAt, sound } from "./inventories.ts";

const [first, second, third] = moves as [(typeof moves)[0], (typeof moves)[0], (typeof moves)[0]];
const live = { name: "live", bundles: new Set([a, b, c]), spoiled: new Set<typeof a>(), pointers: [third] };

/** `check where: sentence`, with `(past)` where it is only told. */
function found(inventory: Inventory): readonly string[] {
  return checks.flatMap(({ name, find }) =>
    find(inventory).map(({ where, says, when }) => `${name} ${where}: ${says}${when === "past" ? " (past)" : ""}`),
  );
}

const prod = "labels/support/prod.json";

test("the table lists its folder", () => {
  const files = readdirSync(new URL("../../../src/core/audit/checks/", import.meta.url));
  expect(checks.map(({ name }) => `${name}.ts`).toSorted()).toEqual(
    files.filter((name) => name !== "index.ts").toSorted(),
  );
});

test("nothing is found where nothing is wrong", () => expect(found(sound())).toEqual([]));

test("nothing is found where nothing was ever released", () => {
  expect(
    found(
      sound({
        bundles: new Map(),
        pointers: new Map(),
        log: [],
        places: [{ ...live, bundles: new Set(), pointers: [] }],
      }),
    ),
  ).toEqual([]);
});

describe("each is found, by the check that it belongs to, and by no other", () => {
  const edited = { ...entryOf("other", at(4, { current: a })), before: third };
  const hex = (of: string): string => of.repeat(64);
  test.each<readonly [string, Partial<Inventory>, readonly string[]]>([
    [
      "a bundle of other bytes",
      { bundles: new Map([...sound().bundles, [a, { kind: "bad", why: "it has another digest" }]]) },
      [`bundles bundles/${hex("a")}.json: this is not the bundle of that name: it has another digest`],
    ],
    [
      "a bundle that is gone, which sessions may be pinned to",
      { bundles: new Map([...sound().bundles].filter(([one]) => one !== a)) },
      [`bundles bundles/${hex("a")}.json: a label serves it or did, and it is not there`],
    ],
    [
      "a pointer that cannot be read",
      { pointers: new Map([[prod, { kind: "bad", why: "it is not a JSON document" }]]) },
      [
        `pointers ${prod}: it cannot be trusted: it is not a JSON document`,
        `hands ${prod}: it is not what the newest readable move wrote`,
      ],
    ],
    [
      "a bundle of another contract",
      { bundles: new Map([...sound().bundles, [c, { kind: "bundle", contract: "sales" }]]) },
      [`pointers ${prod}: it serves support@cccccccccccc, which is a bundle of sales`],
    ],
    [
      "a way back to a bundle that never was",
      ((): Partial<Inventory> => {
        const odd = at(4, { current: c, previous: digest("d") });
        return { pointers: pointersAt(odd), log: logOf(...moves, odd), places: [{ ...live, pointers: [odd] }] };
      })(),
      [`pointers ${prod}: it goes back to support@dddddddddddd, and that bundle is not there`],
    ],
    [
      "a revert by hand",
      {
        pointers: pointersAt(second),
        log: [{ ...entryOf("other", second), commit: "f".repeat(40), before: third }, ...logOf(...moves)],
      },
      [
        `serials ${prod}: its serial is 2, and 3 was published before: runtimes refuse it`,
        `serials ${prod}: commit ffffffffffff went back to serial 2 after 3 (past)`,
        `hands ${prod}: commit ffffffffffff by Ada, 2026-11-20T02:00:00Z, changed it by hand`,
        "places live: prod of support is at serial 3 there, and only at 2 on the branch",
      ],
    ],
    [
      "an edit by hand that kept to the rules",
      {
        pointers: pointersAt(edited.after),
        log: [edited, ...logOf(...moves)],
        places: [{ ...live, pointers: [edited.after] }],
      },
      [`hands ${prod}: commit c0ffee by Ada, 2026-11-20T04:00:00Z, changed it by hand`],
    ],
    [
      "the same, with a move after it: told, not counted",
      ((): Partial<Inventory> => {
        const later = at(5, { current: a });
        const log = [{ ...entryOf("promote", later), before: edited.after }, edited, ...logOf(...moves)];
        return { pointers: pointersAt(later), log, places: [{ ...live, pointers: [later] }] };
      })(),
      [`hands ${prod}: commit c0ffee by Ada, 2026-11-20T04:00:00Z, changed it by hand (past)`],
    ],
    [
      "a pointer that was deleted",
      { pointers: new Map() },
      [
        `hands ${prod}: it was deleted, and pointers never are`,
        "places live: prod of support is there at serial 3, and the branch does not know it",
      ],
    ],
    [
      "moves that are not in the history",
      { log: logOf(first, third) },
      [`serials ${prod}: commit 222222222222 has serial 3 after 1: moves in between are not in the history (past)`],
    ],
    [
      "a history that begins late",
      { log: logOf(second, third) },
      [`serials ${prod}: the history that is there begins with serial 2, in commit 111111111111 (past)`],
    ],
    ["the same in a shallow clone", { log: logOf(second, third), isShallow: true }, []],
    [
      "a halt of one label alone",
      ((): Partial<Inventory> => {
        const canary = at(1, { label: "canary", current: c, halted: { reason: "r", at: "t", by: "Ada" } });
        return {
          pointers: pointersAt(third, canary),
          log: [...logOf(canary), ...logOf(...moves)],
          places: [{ ...live, pointers: [third, canary] }],
        };
      })(),
      ["pointers labels/support: some of its labels are halted and others are not"],
    ],
    [
      "an analysis that is none, one about other bundles, and one that is right",
      {
        analyses: new Map([
          [`evidence/${hex("a")}/analysis/${hex("b")}.json`, null],
          [`evidence/${hex("a")}/analysis/${hex("c")}.json`, { base: hex("b"), head: hex("a") }],
          [`evidence/${hex("b")}/analysis/${hex("c")}.json`, { base: hex("c"), head: hex("b") }],
        ]),
      },
      [
        `analyses evidence/${hex("a")}/analysis/${hex("b")}.json: this is no test result of in-toto`,
        `analyses evidence/${hex("a")}/analysis/${hex("c")}.json: what it says is about other bundles`,
      ],
    ],
    [
      "evidence that is no statement",
      { evidence: new Map([[`evidence/${hex("a")}/golden/${hex("b")}.json`, null]]) },
      [`evidence evidence/${hex("a")}/golden/${hex("b")}.json: this is no test result of in-toto`],
    ],
    [
      "evidence about another bundle",
      {
        evidence: new Map([
          [
            `evidence/${hex("a")}/golden/${hex("b")}.json`,
            {
              subjects: [hex("c")],
              goldenSet: hex("b"),
              kind: "golden",
              mode: "command",
              result: "PASSED",
              passed: ["x"],
              quarantined: [],
              failed: [],
              tasks: null,
            },
          ],
        ]),
      },
      [
        `evidence evidence/${hex("a")}/golden/${hex("b")}.json: what it says is about another bundle, or about other golden tasks`,
      ],
    ],
    [
      "a file of somebody else's",
      { strangers: ["labels/README.md"] },
      ["strangers labels/README.md: nobody wrote this with promptctl, and nobody reads it"],
    ],
    [
      "a remote that was set back",
      { lost: { branch: "promptctl/releases", commit: "e".repeat(40), kind: "ahead" } },
      ["rewritten promptctl/releases: the remote lacks moves that this clone has, up to commit eeeeeeeeeeee"],
    ],
    [
      "a place that is behind",
      { places: [{ ...live, pointers: [second] }] },
      ["places live: prod of support is at serial 2 there, and at 3 on the branch"],
    ],
    [
      "a place that lacks a pointer",
      { places: [{ ...live, pointers: [] }] },
      ["places live: prod of support is not there"],
    ],
    [
      "a place that nobody ever wrote: told, not counted",
      { places: [{ ...live, bundles: new Set(), pointers: [] }] },
      ["places live: nothing was ever published there (past)"],
    ],
    [
      "a place that saw moves which the branch lost",
      { places: [{ ...live, pointers: [at(7, { current: c })] }] },
      ["places live: prod of support is at serial 7 there, and only at 3 on the branch"],
    ],
    [
      "two pointers under one serial",
      { places: [{ ...live, pointers: [at(3, { current: a })] }] },
      ["places live: prod of support says something else there under the same serial 3"],
    ],
    [
      "a place without the bundle that it serves",
      { places: [{ ...live, bundles: new Set([a]) }] },
      ["places live: prod of support serves support@cccccccccccc, and that is not there"],
    ],
    [
      "a bundle of a place with other bytes",
      { places: [{ ...live, spoiled: new Set([b]) }] },
      ["places live: its sha256:bbbbbbbbbbbb… holds other bytes than its name says"],
    ],
    [
      "a contract of somebody else in a place: told, not counted",
      { places: [{ ...live, pointers: [third, at(1, { contract: "sales", current: a })] }] },
      [
        "places live: prod of sales is there, and the branch never heard of that contract: another project publishes there, or it was lost (then `promptctl verify --repair --contract sales`) (past)",
      ],
    ],
  ])("%s", (_, part, expected) => {
    expect(found(sound(part))).toEqual(expected);
  });
});
