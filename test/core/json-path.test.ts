import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/core/json.ts";
import { isPlainPath, prepareQueries, queryProblem, select } from "../../src/core/json-path.ts";

await prepareQueries();

const order: Json = {
  items: [
    { name: "a", total: 3 },
    { name: "b", total: 7 },
  ],
  "a-b": 1,
  text: "abc",
};

test.each<[string, Json]>([
  ["$", [order]],
  ["$.items[1].total", [7]],
  ["$.items[2]", []],
  ["$.text[0]", []],
  ["$.toString", []],
  ["$.items.length", []],
  ["$['a-b']", [1]],
  ["$.items[-1].name", ["b"]],
  ["$.items[*].name", ["a", "b"]],
  ["$..total", [3, 7]],
  ["$.items[?@.total > 5].name", ["b"]],
  ["$.items[?match(@.name, '[ab]')].total", [3, 7]],
])("%s selects %j", (query, expected) => {
  expect([queryProblem(query), select(query, order)]).toEqual([null, expected]);
});

describe("what is no query", () => {
  test.each(["", "items", "$.", "$[", "$.items[?", "$.length()", "$.items[?nobody(@)]", "$.items[?@.total > 5"])(
    "%j",
    (query) => {
      expect(queryProblem(query)).toEqual(expect.stringMatching(/./));
    },
  );
});

test("a plain path means what the library says it means", () => {
  const path = fc
    .array(fc.oneof(fc.constantFrom(".a", ".b", "._c", ".toString"), fc.constantFrom("[0]", "[1]", "[12]")), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => `$${parts.join("")}`);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom<Json>(1, "text", null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "_c"), tie("value")),
    ),
  }));
  fc.assert(
    fc.property(path, value, (query, json) => {
      expect(isPlainPath(query)).toBe(true);
      // A space keeps it from being taken for a plain path.
      expect(select(query, json as Json)).toEqual(select(query.replace("$", "$ "), json as Json));
    }),
  );
});
