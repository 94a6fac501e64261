import { expect, test } from "vitest";
import { within } from "../../src/world/within.ts";

test("what ends in time has its result", () => {
  expect(within(() => [1, 2], 1_000)).toEqual([1, 2]);
});

test.each<[string, () => unknown]>([
  [
    "a loop",
    () => {
      for (;;);
    },
  ],
  ["a regular expression", () => /^(a+)+$/.test(`${"a".repeat(40)}!`)],
])("%s without an end has none", (_name, work) => {
  expect(within(work, 100)).toBeNull();
});

test("work that fails fails as it would anywhere", () => {
  expect(() =>
    within(() => {
      throw new RangeError("too far");
    }, 1_000),
  ).toThrow(new RangeError("too far"));
});

test("work inside work keeps its own time", () => {
  expect(
    within(
      () =>
        within(() => {
          for (;;);
        }, 50) ?? "over",
      5_000,
    ),
  ).toBe("over");
});
