import { describe, expect, test } from "vitest";
import { mayBeSlow, patternProblem, slowPatternJudge } from "../../../src/core/schema/pattern.ts";

const isSlow = await slowPatternJudge();

describe("patterns that take exponential time", () => {
  test.each([
    "(a+)+$",
    "(.*)*x",
    String.raw`^(\w+\s?)*$`,
    "(x+x+)+y",
    "([a-zA-Z]+)*$",
    "(?:a|ba+)+c",
    String.raw`^(?:\d+|\w+)*$`,
    String.raw`(?:(a+)\1)+$`,
  ])("%s", (source) => expect(isSlow(source)).toBe(true));
});

describe("everyday patterns do not", () => {
  test.each([
    String.raw`^[a-z]+(\.[a-z]+)*$`,
    String.raw`^\d+(\.\d+)?$`,
    "^(?:[a-z0-9]+[-_])*[a-z0-9]+$",
    String.raw`^\+?\d{1,3}[ -]?(\d{2,4}[ -]?){2,4}$`,
    String.raw`^[^@\s]+@[^@\s]+\.[^@\s]+$`,
    String.raw`\p{L}+(?: \p{L}+)*`,
    "foo.*bar.*baz",
    "(refund|cancel)(ed|led)?",
  ])("%s", (source) => expect(isSlow(source)).toBe(false));
});

describe("what cannot be judged in time is let through, in time", () => {
  test.each([
    ["hundreds of groups in one another", `${"(".repeat(400)}a${")*".repeat(400)}`],
    ["hundreds of groups in a row", "(a|b)*".repeat(300)],
    ["a very long one", `(?:${"abcdefghi|".repeat(2_000)}x)+y`],
    ["no regular expression", "(a+"],
  ])("%s", (_name, source) => expect(isSlow(source)).toBe(false));
});

test("only a group that is repeated without end is worth asking about", () => {
  expect(["a+", "(ab)?", "(ab){2,4}", "[)]*"].map(mayBeSlow)).toEqual([false, false, false, false]);
  expect(["(ab)*", "(ab)+", "(ab){2,}"].map(mayBeSlow)).toEqual([true, true, true]);
});

test("what is wrong with a regular expression is said in a few words", () => {
  expect(patternProblem("(a")).toBe("Unterminated group");
  expect(patternProblem(String.raw`\d{4}`)).toBeNull();
});
