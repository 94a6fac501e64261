import { describe, expect, test } from "vitest";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { yamlLimits } from "../../../src/core/yaml/limits.ts";

/** Name, text, and the lines and columns of the faults. */
type Refused = readonly [string, string, readonly (readonly [number, number])[]];

describe("what makes a file mean more than it shows is refused, where it stands", () => {
  test.each<Refused>([
    ["a key twice", "a: 1\nb: 2\na: 3\n", [[3, 1]]],
    ["a key twice inside a list", "- { a: 1, a: 2 }\n", [[1, 11]]],
    ["a key twice in JSON", '{"a": 1, "a": 2}', [[1, 10]]],
    ["a key twice, once in quotes", 'a: 1\n"a": 2\n', [[2, 1]]],
    ["an anchor", "a: &x 1\n", [[1, 4]]],
    ["an anchor behind a comment that names it", "a: &x # &x\n  1\n", [[1, 4]]],
    ["an anchor of a mapping", "a: &x\n  b: 1\n", [[1, 4]]],
    [
      "an alias and its anchor",
      "a: &x 1\nb: *x\n",
      [
        [1, 4],
        [2, 4],
      ],
    ],
    ["an alias of nothing", "a: *x\n", [[1, 4]]],
    ["a merge key", "a:\n  <<: { b: 1 }\n", [[2, 3]]],
    ["a merge key in quotes", '"<<": { b: 1 }\n', [[1, 1]]],
    ["two documents", "a: 1\n---\nb: 2\n", [[2, 1]]],
    ["a second document that is empty", "a: 1\n---\n", [[2, 1]]],
    ["infinity", "a: .inf\n", [[1, 4]]],
    ["minus infinity", "a: -.INF\n", [[1, 4]]],
    ["not a number", "a: [1, .nan]\n", [[1, 8]]],
    ["a number beyond all numbers", "a: 1e400\n", [[1, 4]]],
    ["an integer beyond 2^53", "a: 9007199254740992\n", [[1, 4]]],
    ["an integer below -2^53", "a: -9007199254740992\n", [[1, 4]]],
    ["a hexadecimal integer beyond 2^53", "a: 0xffffffffffffffff\n", [[1, 4]]],
    ["a float that is such an integer", "a: 1e20\n", [[1, 4]]],
    ["__proto__", "a:\n  __proto__: { b: 1 }\n", [[2, 3]]],
    ["__proto__ in JSON", '{"a": {"__proto__": {}}}', [[1, 8]]],
    ["constructor", "constructor: 1\n", [[1, 1]]],
    ["prototype", "a: { prototype: 1 }\n", [[1, 6]]],
    ["a number that would become 0", "a: 1e-400\n", [[1, 4]]],
    ["a tag, once", "a: !secret x\n", [[1, 4]]],
    ["a tag of a language, once", "a: !!js/function 'x'\n", [[1, 4]]],
    ["a tag on a mapping", "!thing { a: 1 }\n", [[1, 1]]],
    ["a directive, once", "%YAML 1.1\n---\na: 012\n", [[1, 1]]],
    ["a key that looks the same", "é: 1\ne\u0301: 2\n", [[2, 1]]],
    ["a key without a colon in braces", "{ a }\n", [[1, 3]]],
    ["a colon without a space", "{a:1}\n", [[1, 2]]],
    ["a comment of another language", '{ // x\n "a": 1 }\n', [[1, 3]]],
    ["a control character", "a: \u001B[31m\n", [[1, 4]]],
    ["a NUL byte", "a: b\nc: \u0000\n", [[2, 4]]],
    ["a character of C1", "a: \u009B\n", [[1, 4]]],
    ["a second byte order mark", "\uFEFFa: 1\n", [[1, 1]]],
    ["half of a character", 'a: "\\ud800"\n', [[1, 4]]],
    ["half of a character in a key", '"\\udc00": 1\n', [[1, 1]]],
    ["a list as a key", "? [a]\n: 1\n", [[1, 3]]],
    ["a mapping as a key", "{ { a: 1 }: 2 }\n", [[1, 3]]],
    [
      "several at once",
      "a: &x 1\nb: .inf\na: 2\n",
      [
        [1, 4],
        [2, 4],
        [3, 1],
      ],
    ],
  ])("%s", (_name, text, places) => {
    const { faults, value } = parseYaml("contract.yaml", text);
    expect(faults.map(({ place }) => [place?.line, place?.column])).toEqual(places);
    expect(faults.map(({ rule, level, place }) => [rule, level, place?.file])).toEqual(
      places.map(() => ["YAML", "error", "contract.yaml"]),
    );
    expect(value).toBeNull();
  });

  test.each([
    ["the tag that means none", "a: ! 12\n"],
    ["no indentation", "a:\n  b: 1\n c: 2\n"],
    ["a tab as indentation", "a:\n\tb: 1\n"],
    ["an open quote", 'a: "b\n'],
    ["an open bracket", "a: [1, 2\n"],
    ["text after a value", 'a: "b" c\n'],
  ])("%s", (_name, text) => {
    const { faults, value } = parseYaml("contract.yaml", text);
    expect(faults.map(({ place }) => place?.line ?? 0).every((line) => line >= 1)).toBe(true);
    expect(faults.length).toBeGreaterThan(0);
    expect(value).toBeNull();
  });

  test.each([
    ["a number as text", "a: !!str 12\n"],
    ["text as a number", 'a: !!int "12"\n'],
    ["a mapping that is one", "a: !!map { b: 1 }\n"],
    ["bytes, which are no JSON at all", "a: !!binary aGVsbG8=\n"],
  ])("a tag of YAML itself: %s", (_name, text) => expect(parseYaml("contract.yaml", text).faults).not.toEqual([]));

  // They change what the rest of the file means.
  test.each([["a handle for tags", "%TAG ! tag:example.com,2026:\n---\na: 1\n"]])("a directive: %s", (_name, text) =>
    expect(parseYaml("contract.yaml", text).faults).not.toEqual([]),
  );
});

describe("size and depth are limited, and nothing crashes", () => {
  const nested = (depth: number): string => `${"{ a: ".repeat(depth)}1${" }".repeat(depth)}\n`;

  test.each([
    ["20,000 mappings", nested(20_000)],
    ["20,000 lists", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    ["20,000 lists that are never closed", "[".repeat(20_000)],
    ["lists by dashes", `${"- ".repeat(5_000)}x\n`],
    ["one mapping more than allowed", nested(yamlLimits.depth + 1)],
    ["more bytes than allowed", `a: ${"x".repeat(yamlLimits.bytes)}\n`],
  ])("%s", (_name, text) => {
    const { faults, value } = parseYaml("contract.yaml", text);
    expect(faults[0]).toMatchObject({ rule: "YAML", level: "error", place: { line: 1 } });
    expect(value).toBeNull();
  });

  test.each([
    ["20,000 mappings", nested(20_000)],
    ["20,000 lists that are never closed", "[".repeat(20_000)],
  ])("%s: said once, and in words of ours", (_name, text) => {
    expect(parseYaml("contract.yaml", text).faults.map(({ message }) => message)).toEqual([
      expect.stringContaining("nested deeper than 64 levels"),
    ]);
  });

  test("as many mappings as allowed", () =>
    expect(parseYaml("contract.yaml", nested(yamlLimits.depth)).faults).toEqual([]));

  test("one list more than allowed", () => {
    const depth = yamlLimits.depth + 1;
    expect(parseYaml("contract.yaml", `${"[".repeat(depth)}${"]".repeat(depth)}`).faults).not.toEqual([]);
  });

  test("more keys, values and signs than allowed", () => {
    const { faults } = parseYaml("contract.yaml", `[${"1,".repeat(yamlLimits.parts / 2)}1]`);
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining("more than 250,000")]);
  });

  test("100 faults at most, in the order of the file", () => {
    const { faults } = parseYaml("contract.yaml", "- &x 1\n".repeat(300));
    expect(faults.map(({ place }) => place?.line)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test("what is wrong before the limit is said too", () => {
    const { faults } = parseYaml("contract.yaml", `a: @x\nb: ${"[".repeat(yamlLimits.depth + 1)}`);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining("cannot begin with `@`"),
      expect.stringContaining("nested deeper"),
    ]);
  });

  // A line is shown around its fault, however long it is.
  test("a frame is never long", () => {
    const [fault] = parseYaml("contract.yaml", `${"[x, ".repeat(20_000)}`).faults;
    expect(fault?.frame?.length).toBeLessThan(500);
    expect(fault?.frame).toContain("^");
  });

  test("an alias bomb", () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) =>
        `l${index}: &l${index} [${Array.from({ length: 9 }, () => (index === 0 ? "x" : `*l${index - 1}`)).join(", ")}]`,
    );
    expect(parseYaml("contract.yaml", lines.join("\n")).value).toBeNull();
  });
});

describe("what only looks odd is a plain value", () => {
  test.each<[string, string, unknown]>([
    ["a JSON file", '{"a": [1, true, null, "x"], "b": {"c": -0.5}}', { a: [1, true, null, "x"], b: { c: -0.5 } }],
    ["an empty file", "", null],
    ["only a comment", "# nothing\n", null],
    ["one document with its marks", "---\na: 1\n...\n", { a: 1 }],
    ["words that were booleans once", "[yes, no, on, off, y, n]", ["yes", "no", "on", "off", "y", "n"]],
    ["booleans and nulls", "[true, False, null, ~, ]", [true, false, null, null]],
    ["a number with a zero in front", "a: 012", { a: 12 }],
    ["times and dates", "[1:30, 2026-01-15]", ["1:30", "2026-01-15"]],
    ["other bases", "[0x1f, 0o17]", [31, 15]],
    ["the largest integers", "[9007199254740991, -9007199254740991]", [9007199254740991, -9007199254740991]],
    ["an integer beyond, as text", 'a: "9007199254740993"', { a: "9007199254740993" }],
    ["minus zero is zero", "[-0, -0.0, 0]", [0, 0, 0]],
    ["a control character as an escape", 'a: "\\u0000\\e"', { a: "\u0000\u001B" }],
    ["a tab between words", "a: b\tc", { a: "b\tc" }],
    ["a key whose value is left out", "a:\nb: { c: }", { a: null, b: { c: null } }],
    ["infinity as text", 'a: ".inf"', { a: ".inf" }],
    ["a star, an ampersand and a bang inside text", 'a: "*x &y !z"\nb: x*y & z!\n', { a: "*x &y !z", b: "x*y & z!" }],
    ["numbers as keys are text", "1: a\n2.5: b\n", { 1: "a", "2.5": "b" }],
    ["words as keys are text", "true: a\nnull: b\n", { true: "a", null: "b" }],
    ["dashes inside text", "a: |\n  one\n  ---\n  two\n", { a: "one\n---\ntwo\n" }],
    ["spaces at the end of prompt text", "a: |\n  one \n  two\n", { a: "one \ntwo\n" }],
    ["folded text", "a: >-\n  one\n  two\n", { a: "one two" }],
    ["letters beyond ASCII", "é: 日本語 😀\n", { é: "日本語 😀" }],
    ["braces of a template in quotes", 'a: "{{name}}"\n', { a: "{{name}}" }],
    ["a path that begins with a dot", "a: ./x.md\n", { a: "./x.md" }],
    ["toString is no special key", "toString: 1\n", { toString: 1 }],
  ])("%s", (_name, text, value) => {
    const parsed = parseYaml("contract.yaml", text);
    expect(parsed.faults).toEqual([]);
    expect(parsed.value).toEqual(value);
  });
});

describe("where the parts of a file stand", () => {
  const text =
    "contract: support\ntools:\n  - name: get_order\n    effect: read\n  - { name: x, effect: write }\nsystem: |\n  Hello\n    there\n";
  const file = parseYaml("contract.yaml", text);

  test.each<[string, readonly (string | number)[], [number, number]]>([
    ["the whole", [], [1, 1]],
    ["a key", ["contract"], [1, 1]],
    ["a section", ["tools"], [2, 1]],
    ["an item", ["tools", 0], [3, 5]],
    ["a key of an item", ["tools", 0, "effect"], [4, 5]],
    ["a key on one line", ["tools", 1, "effect"], [5, 16]],
    ["what is not there: its nearest parent", ["tools", 1, "input", "x"], [5, 5]],
    ["an item that is not there", ["tools", 7], [2, 1]],
  ])("%s", (_name, path, [line, column]) => expect(file.locate(path)).toEqual({ file: "contract.yaml", line, column }));

  test.each<[string, number, [number, number]]>([
    ["its first character", 0, [7, 3]],
    ["a later one", 3, [7, 6]],
    ["at the end of its line", 5, [7, 8]],
  ])("a character of block text: %s", (_name, offset, [line, column]) => {
    expect(file.locateText(["system"], offset)).toEqual({ file: "contract.yaml", line, column });
  });

  test("a character of block text: in a line that is indented further", () => {
    expect(file.locateText(["system"], "Hello\n  the".length)).toEqual({ file: "contract.yaml", line: 8, column: 8 });
  });

  test("a character of text on the line of its key", () => {
    expect(file.locateText(["contract"], 3)).toEqual({ file: "contract.yaml", line: 1, column: 14 });
  });

  test("what is no text stands where its key does", () => {
    expect(file.locateText(["tools", 0], 3)).toEqual({ file: "contract.yaml", line: 3, column: 5 });
  });
});
