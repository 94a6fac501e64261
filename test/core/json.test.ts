import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endlessNumber, type Json, parseJson } from "../../src/core/json.ts";

describe("a text with a number that no double holds is not taken for JSON", () => {
  test.each<[string, number]>([
    ["1e999", 0],
    ["-1E+400", 0],
    ['{"a": "1e999", "b": [2, 1.5e309]}', 24],
    [`[${"9".repeat(309)}]`, 1],
    [`[${"9".repeat(305)}.5e4]`, 1],
    ['{"a \\"": 1e999}', 9],
  ])("%.40s", (text, offset) => {
    expect(endlessNumber(text, JSON.parse(text))).toBe(offset);
    expect(parseJson(text)).toBeUndefined();
  });

  test.each(["1e308", '"1e999"', '{"1e999": 1e2}', "0.0001e310", "1e-999", "0e999", `[${"1".repeat(308)}]`])(
    "but %.40s is",
    (text) => {
      expect(endlessNumber(text, JSON.parse(text))).toBe(-1);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  test("what JSON was written from is read", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)) as Json);
      }),
    );
  });
});
