import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../src/core/json.ts";
import { jsonIn } from "../../src/core/json-in-text.ts";

test.each<[string, Json]>([
  ["", []],
  ["no brackets", []],
  ["[see] {this}", []],
  ['{"a": 1}', [{ a: 1 }]],
  ['First {"a": [1]}, then [2].', [{ a: [1] }, [2]]],
  ['```json\n{"a": "}"}\n```', [{ a: "}" }]],
  ['{ half {"a": "\\"}"}', [{ a: '"}' }]],
  ['{"a": "never closed', []],
])("in %j stands %j", (text, expected) => {
  expect(jsonIn(text)).toEqual(expected);
});

test("what is written between words is found again", () => {
  const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(value, (json) => {
      expect(JSON.stringify(jsonIn(`Here: ${JSON.stringify(json)}. Bye.`))).toBe(JSON.stringify([json]));
    }),
  );
});

test("a text of nothing but brackets comes to an end", () => {
  expect(jsonIn("[".repeat(50_000))).toEqual([]);
});
