import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { openSplitter } from "../../../../src/core/run/records/lines.ts";
import { openValues } from "../../../../src/core/run/records/values.ts";

const encoder = new TextEncoder();

/** What is taken and what is skipped, in the order of the lines. */
function read(bytes: Uint8Array, cuts: readonly number[] = []): readonly Json[] {
  const seen: Json[] = [];
  const values = openValues({ take: (value) => void seen.push({ value }), skip: (why) => void seen.push(why) });
  let from = 0;
  // The reader of a file has one buffer for all pieces.
  const buffer = new Uint8Array(bytes.length);
  for (const to of [...cuts.toSorted((one, other) => one - other), bytes.length]) {
    if (to < from || to > bytes.length) continue;
    buffer.set(bytes.subarray(from, to));
    values.add(buffer.subarray(0, to - from));
    from = to;
  }
  values.end();
  return seen;
}

describe("what a file says", () => {
  test.each<[string, string, readonly Json[]]>([
    ["lines", '{"a":1}\n{"a":2}\n', [{ value: { a: 1 } }, { value: { a: 2 } }]],
    ["a last line without an end", '{"a":1}\n{"a":2}', [{ value: { a: 1 } }, { value: { a: 2 } }]],
    ["half a last line", '{"a":1}\n{"a":', [{ value: { a: 1 } }, "torn"]],
    ["half a first and only line", '{"a":', ["torn"]],
    ["half a line that somebody ended", '{"a":\n{"a":2}\n', ["not JSON", { value: { a: 2 } }]],
    ["words", "oops\n{}\n", ["not JSON", { value: {} }]],
    ["nothing", "", []],
    ["blank lines", "\n\n  \n{}\n\n", [{ value: {} }]],
    ["Windows line ends", '{"a":1}\r\n\r\n{"a":2}\r\n', [{ value: { a: 1 } }, { value: { a: 2 } }]],
    ["a mark of the order of bytes", '\uFEFF{"a":1}\n', [{ value: { a: 1 } }]],
    ["null and a number", "null\n5\n", [{ value: null }, { value: 5 }]],
    ["a list", '[{"a":1},{"a":2}]', [{ value: { a: 1 } }, { value: { a: 2 } }]],
    ["a list on several lines", '[\n{"a":1},\n{"a":2}\n]\n', [{ value: { a: 1 } }, { value: { a: 2 } }]],
    ["one document on several lines", '{\n  "a": {\n    "b": 1\n  }\n}\n', [{ value: { a: { b: 1 } } }]],
    ["a document that is no JSON", '{\n  "a": oops\n}\n', ["not JSON", "not JSON", "not JSON"]],
  ])("%s", (_name, text, expected) => {
    expect(read(encoder.encode(text))).toEqual(expected);
  });

  test("in whatever pieces it comes", () => {
    const item = fc.oneof(
      fc.constantFrom('{"a":1}', '{"é":"日本語 𝒳"}', "oops", "", " ", '{"a":', "[]", "\r", '[{"b":2},3]'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(item), fc.boolean(), fc.array(fc.nat(200)), (items, isEnded, cuts) => {
        const bytes = encoder.encode(items.join("\n") + (isEnded ? "\n" : ""));
        expect(read(bytes, cuts)).toEqual(read(bytes));
      }),
    );
  });
});

test("a line that is too long is seen and not held", () => {
  const seen: string[] = [];
  const lines = openSplitter({ line: (text) => void seen.push(text), tooLong: () => void seen.push("too long") }, 8);
  for (const piece of ["12345678\n", "123", "456", "789\n", "ab\n", "123456", "789"]) lines.add(encoder.encode(piece));
  lines.end();
  expect(seen).toEqual(["12345678", "too long", "ab", "too long"]);
});
