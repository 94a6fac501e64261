import { describe, expect, test } from "vitest";
import { count, decodeText, sayList, thousands } from "../../src/core/text.ts";

describe("the text of a file", () => {
  test.each<[string, readonly number[], string | null]>([
    ["LF", [0x61, 0x0a, 0x62], "a\nb"],
    ["CRLF", [0x61, 0x0d, 0x0a, 0x62], "a\nb"],
    ["CR", [0x61, 0x0d, 0x62, 0x0d], "a\nb\n"],
    ["CR CRLF is two lines", [0x61, 0x0d, 0x0d, 0x0a], "a\n\n"],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "a"],
    ["nothing", [], ""],
    ["a trailing space stays", [0x61, 0x20, 0x0a], "a \n"],
    ["a line separator stays", [0xe2, 0x80, 0xa8], "\u2028"],
    ["a letter and its accent stay two", [0x65, 0xcc, 0x81], "e\u0301"],
    ["a byte that never occurs", [0x61, 0xff], null],
    ["half of a character", [0xe2, 0x80], null],
    ["an overlong form", [0xc0, 0xaf], null],
    ["half of a pair", [0xed, 0xa0, 0x80], null],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00], null],
  ])("%s", (_name, bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes))).toBe(text);
    // Nothing is left of it for the next file.
    expect(decodeText(Uint8Array.from([0x62]))).toBe("b");
  });
});

test.each<[number, string]>([
  [0, "0 tasks"],
  [1, "1 task"],
  [2, "2 tasks"],
  [12_345, "12,345 tasks"],
])("%d is said as %s", (number, said) => expect(count(number, "task")).toBe(said));

test("a plural of its own", () =>
  expect([count(1, "entry", "entries"), count(2, "entry", "entries")]).toEqual(["1 entry", "2 entries"]));

test.each<[number, string]>([
  [999, "999"],
  [1_000, "1,000"],
  [1_234_567, "1,234,567"],
  [-1_000, "-1,000"],
])("%d is written %s", (number, written) => expect(thousands(number)).toBe(written));

test.each<[readonly string[], string]>([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
])("%j is said as %j", (items, said) => expect(sayList(items)).toBe(said));

test("or another joint", () => expect(sayList(["a", "b", "c"], "or")).toBe("a, b or c"));
