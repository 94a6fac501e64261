import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partOf, readShard, sayShard } from "../../../../src/core/golden/results/shard.ts";

describe("a shard", () => {
  test.each([
    ["1/1", { index: 1, of: 1 }],
    ["2/4", { index: 2, of: 4 }],
    [" 3 / 10 ", { index: 3, of: 10 }],
  ])("%j is one", (text, shard) => expect(readShard(text)).toEqual(shard));

  test.each(["", "0/1", "2/1", "1/0", "1", "1/2/3", "-1/2", "1.5/2", "a/b", "1e1/20"])("%j is none", (text) =>
    expect(readShard(text)).toBeNull(),
  );

  test("law: it is read as it is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (index, more) => {
        const shard = { index, of: index + more };
        expect(readShard(sayShard(shard))).toEqual(shard);
      }),
    );
  });
});

test("law: the parts are the whole, each item in one of them, and no part is longer than another by more than one", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 12 }), (items, of) => {
      const parts = Array.from({ length: of }, (_, at) => partOf(items, { index: at + 1, of }));
      expect(parts.flat().toSorted()).toEqual(items.toSorted());
      const lengths = parts.map(({ length }) => length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }),
  );
});
