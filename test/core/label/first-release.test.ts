import { describe, expect, test } from "vitest";
import { firstReleases } from "../../../src/core/label/first-release.ts";
import type { LogEntry } from "../../../src/core/label/history.ts";
import { serviceAt } from "../../../src/core/label/service.ts";
import { readMoment } from "../../../src/core/moment.ts";
import { digest, entryOf, pointer } from "./pointers.ts";

/** Moves of one day each, written as `prod:a<1` (bundle a, built from commit 1); newest first, as a log is. */
function log(...moves: readonly string[]): readonly LogEntry[] {
  const serials = new Map<string, number>();
  const last = new Map<string, LogEntry["after"]>();
  return moves
    .map((move, at) => {
      const [, label = "", bundle = "", source = ""] = /^(\w+):(\w)<(\w?)$/.exec(move) ?? [];
      serials.set(label, (serials.get(label) ?? 0) + 1);
      const after = pointer({
        label,
        serial: serials.get(label) ?? 0,
        current: digest(bundle),
        source: { commit: source === "" ? null : source },
        issuedAt: `2026-11-${String(at + 1).padStart(2, "0")}T12:00:00Z`,
      });
      const entry = { ...entryOf("promote", after), before: last.get(label) ?? null };
      last.set(label, after);
      return entry;
    })
    .toReversed();
}

/** A change of commit 2 is in 2 and later ones. */
const since = (commit: number) => (source: string) => Number(source) >= commit;
const say = (moves: readonly string[], shown = "z"): readonly string[] =>
  firstReleases(log(...moves), "support", digest(shown), since(2)).map(
    ({ label, at, serial, takenBack, asBefore }) =>
      `${label} ${at.slice(8, 10)} ${serial}${takenBack ? " taken back" : ""}${asBefore ? " as before" : ""}`,
  );

describe("when a change first went out", () => {
  test.each<[string, readonly string[], string, readonly string[]]>([
    ["never", ["prod:a<1"], "z", []],
    ["with the first move that has it", ["prod:a<1", "prod:b<2", "prod:c<3"], "z", ["prod 02 2"]],
    ["on each label", ["staging:a<2", "prod:b<1", "prod:a<2"], "z", ["staging 01 1", "prod 03 2"]],
    ["and was taken back", ["prod:a<1", "prod:b<2", "prod:a<1"], "z", ["prod 02 2 taken back"]],
    ["and came again", ["prod:a<1", "prod:b<2", "prod:a<1", "prod:c<3"], "z", ["prod 02 2"]],
    ["a ramp alone is no move", ["prod:a<1", "prod:a<2"], "z", []],
    ["a bundle of which nobody knows the commit", ["prod:a<"], "z", []],
    ["a change that changed nothing", ["prod:a<1", "prod:b<1"], "b", ["prod 02 2 as before"]],
    ["… and what is served is another bundle", ["prod:b<1", "prod:a<1"], "b", []],
    [
      "… for as long as it is served without a break",
      ["prod:b<1", "prod:a<1", "prod:b<1"],
      "b",
      ["prod 03 3 as before"],
    ],
  ])("%s", (_name, moves, shown, expected) => expect(say(moves, shown)).toEqual(expected));

  test("another contract's moves do not count", () => {
    expect(firstReleases(log("prod:a<2"), "sales", digest("z"), since(2))).toEqual([]);
  });
});

describe("what a label served", () => {
  const moves = log("prod:a<1", "staging:b<2", "prod:b<2", "prod:b<2", "prod:c<3");
  const at = (text: string): readonly string[] => {
    const read = readMoment(text, new Date("2026-12-01T00:00:00Z"));
    if (read.kind !== "moment") throw new Error(`${text} is no time`);
    return serviceAt(moves, "prod", read.moment).map(
      ({ pointer: { contract, current, serial }, since: from, moves: count }) =>
        `${contract} ${current.slice(7, 8)} ${serial} since ${from.slice(8, 10)}, ${count} moves`,
    );
  };

  test.each<[string, readonly string[]]>([
    ["2026-10-31", []],
    ["2026-11-01T11:00Z", []],
    ["2026-11-01", ["support a 1 since 01, 1 moves"]],
    ["2026-11-02", ["support a 1 since 01, 0 moves"]],
    ["2026-11-03", ["support b 2 since 03, 1 moves"]],
    ["2026-11-04", ["support b 3 since 03, 0 moves"]],
    ["2026-11-05T11:00Z", ["support b 3 since 03, 0 moves"]],
    ["2026-11-30", ["support c 4 since 05, 0 moves"]],
  ])("%s", (time, expected) => expect(at(time)).toEqual(expected));
});
