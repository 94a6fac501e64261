import { describe, expect, test } from "vitest";
import { lastChanges, type LineChange } from "../../../src/core/contract/authorship.ts";
import type { Part } from "../../../src/core/contract/parts.ts";

const change = (commit: string, at = "2026-11-01T10:00:00Z"): LineChange => ({
  commit,
  author: "Ada <ada@example.com>",
  at: new Date(at),
  subject: commit,
  orEarlier: false,
});
const part = (...lines: Part["lines"]): Part => ({ name: "a part", released: true, lines });
const order = new Map(["newest", "newer", "old"].map((commit, at) => [commit, at]));
const files = new Map<string, readonly (LineChange | null)[]>([
  ["a.yaml", [change("old"), change("newest", "2020-01-01T00:00:00Z"), change("newer"), null]],
  ["b.md", [change("newer")]],
]);

describe("who changed a part last", () => {
  test.each<[string, Part, string | null]>([
    ["one line", part({ file: "a.yaml", first: 1, last: 1 }), "old"],
    ["the newest of several, by history and not by the clock", part({ file: "a.yaml", first: 1, last: 3 }), "newest"],
    ["in all its files", part({ file: "a.yaml", first: 1, last: 1 }, { file: "b.md", first: 1, last: 1 }), "newer"],
    ["a line that is not committed", part({ file: "a.yaml", first: 3, last: 4 }), null],
    ["a file that is not committed", part({ file: "new.md", first: 1, last: 3 }), null],
  ])("%s", (_name, one, commit) => {
    expect(lastChanges([one], files, order).map((last) => last.change?.commit ?? null)).toEqual([commit]);
  });
});
