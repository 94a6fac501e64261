import { describe, expect, test } from "vitest";
import { type LogEntry, servedBefore } from "../../../src/core/label/history.ts";
import { digest, pointer } from "./pointers.ts";

type Step = readonly [action: LogEntry["action"], bundle: string];

/** What prod served before, after these moves, nearest first. */
const cases: readonly (readonly [string, readonly Step[], string])[] = [
  ["nothing happened", [], ""],
  ["the first bundle", [["promote", "a"]], ""],
  [
    "promotions",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["promote", "c"],
    ],
    "ba",
  ],
  [
    "a bundle that comes again",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["promote", "a"],
    ],
    "ba",
  ],
  [
    "the same bundle issued again",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["promote", "b"],
    ],
    "a",
  ],
  [
    "a rollback takes off what it took back",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["promote", "c"],
      ["rollback", "b"],
    ],
    "a",
  ],
  [
    "a rollback over several",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["promote", "c"],
      ["rollback", "a"],
    ],
    "",
  ],
  [
    "a halt and its end move nothing",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["halt", "b"],
      ["lift", "b"],
    ],
    "a",
  ],
  [
    "a revocation takes off what it replaced",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["revoke", "c"],
    ],
    "a",
  ],
  [
    "rollback, and on from there",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["rollback", "a"],
      ["promote", "c"],
    ],
    "a",
  ],
  [
    "a revert by hand",
    [
      ["promote", "a"],
      ["promote", "b"],
      ["other", "a"],
    ],
    "",
  ],
  [
    "a foreign commit with another bundle",
    [
      ["promote", "a"],
      ["other", "b"],
    ],
    "a",
  ],
];

describe("what a label served before", () => {
  test.each(cases)("%s", (_name, steps, expected) => expect(before(steps)).toEqual([...expected].map(digest)));

  // A bundle that the label never served is put on top of what was taken back, so the next rollback goes forth again.
  test("a rollback to a bundle of another label takes off what it took back too", () => {
    expect(
      before([
        ["promote", "a"],
        ["promote", "b"],
        ["rollback", "e"],
      ]),
    ).toEqual([digest("a")]);
  });
});

function before(steps: readonly Step[]): readonly string[] {
  const entries = steps.map(([action, bundle], index): LogEntry => ({
    commit: `commit-${index}`,
    at: "2026-11-20T12:00:00Z",
    actor: "Ada",
    action,
    named: "prod",
    before: null,
    after: pointer({ serial: index + 1, current: digest(bundle) }),
    reason: null,
    force: null,
    allowBreaking: null,
    severity: null,
    evidence: null,
  }));
  return servedBefore(entries.toReversed(), "support", "prod").map(({ current }) => current);
}
