import fc from "fast-check";
import { expect, test } from "vitest";
import { doubledRanks } from "../../../src/core/statistics/ranks.ts";

test.each<[readonly number[], readonly number[]]>([
  [[], []],
  [[7], [1]],
  [
    [30, 10, 20],
    [3, 1, 2],
  ],
  [
    [5, 5],
    [1.5, 1.5],
  ],
  [
    [2, 1, 2, 2, 9],
    [3, 1, 3, 3, 5],
  ],
  [
    [-1, 0, -1],
    [1.5, 3, 1.5],
  ],
])("the ranks of %j are %j", (values, ranks) => {
  expect(doubledRanks(values)).toEqual(ranks.map((rank) => 2 * rank));
});

test("a rank is the number of smaller values, and the middle of its equals", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const expected = values.map((value) => {
        const smaller = values.filter((other) => other < value).length;
        return 2 * smaller + values.filter((other) => other === value).length + 1;
      });
      expect(doubledRanks(values)).toEqual(expected);
    }),
  );
});
