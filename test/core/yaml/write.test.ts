import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { writeYaml } from "../../../src/core/yaml/write.ts";

test("what is written is read back as the same value, in the same order", () => {
  fc.assert(
    fc.property(arbitraryFile(), (value) => {
      const { value: read, faults } = parseYaml("x.yaml", writeYaml(value, { top: ["a comment"] }));
      expect(faults).toEqual([]);
      // As text: equality of objects forgets the order of keys, and the order of properties is meaning.
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    }),
    { numRuns: 2_000 },
  );
});

describe("as people write it", () => {
  test.each<readonly [string, JsonObject, string]>([
    ["block style", { a: { b: [1, { c: "x", d: [] }] } }, "a:\n  b:\n    - 1\n    - c: x\n      d: []\n"],
    ["lines below |", { a: "one\n  two\n" }, "a: |\n  one\n    two\n"],
    ["without a last line break", { a: "one\ntwo" }, "a: |-\n  one\n  two\n"],
    ["with spaces at the end of a line", { a: "one \ntwo\n" }, "a: |\n  one \n  two\n"],
    ["long lines stay lines", { a: "word ".repeat(40).trim() }, `a: ${"word ".repeat(40).trim()}\n`],
    [
      "quotes where another reader would see no text",
      { a: "no", b: "012", c: "1:30", d: "" },
      'a: "no"\nb: "012"\nc: "1:30"\nd: ""\n',
    ],
    ["nothing that an editor does not show", { a: "one\r\ntwo\u0007" }, 'a: "one\\r\\ntwo\\a"\n'],
  ])("%s", (_name, value, text) => {
    expect(writeYaml(value)).toBe(text);
  });

  test("what is said twice is written twice, without anchors", () => {
    const shared = { b: [1] };
    expect(writeYaml({ one: shared, two: shared })).toBe("one:\n  b:\n    - 1\ntwo:\n  b:\n    - 1\n");
  });

  test("comments stand above the file and above a key of its first level", () => {
    const text = writeYaml(
      { a: 1, model: { name: "x", model: 2 } },
      { top: ["first", "second"], above: { model: "Fill this in:\nnothing says it." } },
    );
    expect(text).toBe("# first\n# second\na: 1\n# Fill this in:\n# nothing says it.\nmodel:\n  name: x\n  model: 2\n");
  });
});

/** Anything that our parser reads: no half characters, no rounded integers, no keys that change objects. */
function arbitraryFile(): fc.Arbitrary<JsonObject> {
  const key = text().filter((name) => !["__proto__", "constructor", "prototype", "<<"].includes(name));
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text(),
      number(),
      fc.constantFrom(true, false, null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  return fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });
}

function number(): fc.Arbitrary<number> {
  const decimal = fc.double({ noNaN: true, noDefaultInfinity: true });
  return fc
    .oneof(fc.integer(), decimal)
    .filter((one) => !Object.is(one, -0) && (!Number.isInteger(one) || Number.isSafeInteger(one)));
}

/** Texts out of what YAML gives a meaning to. */
function text(): fc.Arbitrary<string> {
  const signs = ["\n", " ", "\t", "- ", "# ", ": ", "|", "%", "---", "...", "{{", "'", '"', "\\", "\r", "?", "!", "&"];
  const words = [
    "word",
    "null",
    "0x1",
    "1e3",
    "~",
    "=",
    "\u0000",
    "\u001B",
    "\u007F",
    "\u0085",
    "\u009F",
    "\uFFFE",
    "\u2028",
    "\uFEFF",
    "é",
    "😀",
  ];
  const pieces = fc.array(fc.oneof(fc.constantFrom(...signs, ...words), fc.string({ maxLength: 3 })), { maxLength: 8 });
  const any = fc.string({ unit: "binary", maxLength: 12 }).filter((one) => !/\p{Surrogate}/u.test(one));
  return fc.oneof(
    pieces.map((parts) => parts.join("")),
    any,
  );
}
