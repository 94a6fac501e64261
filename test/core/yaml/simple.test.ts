import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonArray, isJsonObject, type Json } from "../../../src/core/json.ts";
import type { Path } from "../../../src/core/place.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { readBlocks } from "../../../src/core/yaml/simple-blocks.ts";
import { parseSimple } from "../../../src/core/yaml/simple.ts";

const simple: Readonly<Record<string, string>> = {
  "golden tasks":
    "contract: support\ntasks:\n  - id: one\n    input: Where is it?\n    expect:\n      output: [{ equals: a }]\n",
  "a list in the column of its key": "tasks:\n- id: one\n- id: two\n  tags:\n  - a\n  - b\nlast: 1\n",
  "a list in a list": "a:\n  - - 1\n    - 2\n  -   - 3\n",
  "a text below |": "a: |\n  one\n    two\n\n  three  \n\n# a comment\nb: |-\n   x\n\nc:\n  - |\n    y\n",
  "comments and empty lines": "# one\n\na:\n    # two\n  b: 1\n   # three\n\n  c: 2\n",
  quotes: `a: "x: # y"\nb: 'say "no"'\nc: ""\nd: ''\ne: [ "a, b", 'c' ]\n`,
  "words and numbers": "a: [null, true, FALSE, 0, -0.01, -1, 1.50, yes, 7 days, a-b]\nb: ~\nc: -12.25\nd: 3 parcels\n",
  "signs inside of texts": "a: it's a [b], {c}, d:e, f#g & h\nb: ask (why?) - now\n",
  "brackets with nothing in them": "a: []\nb: {}\nc: { d: [ ], e: { } }\n",
  "space behind the end": "a: 1   \nb:   \n  - c  \n",
  "letters of other scripts": "a: Größe – 大\n",
};

const left: Readonly<Record<string, string>> = {
  "a comment behind a value": "a: 1 # one\n",
  "a value of two lines": "a: one\n  two\nb: 3\n",
  "a value that is not there": "a:\nb: 1\n",
  escapes: 'a: "\\t"\n',
  "a quote in quotes": "a: 'it''s'\n",
  "a quote that is not closed": "a: 'b\n",
  "a folded text": "a: >\n  b\n",
  "a text that is kept": "a: |+\n  b\n\n",
  "an indented text": "a: |2\n   b\n",
  "a text of nothing": "a: |\nb: 1\n",
  "a text that begins deeper": "a: |\n     \n  b\n",
  "a key twice": "a: 1\na: 2\n",
  "a key twice in brackets": "a: { b: 1, b: 2 }\n",
  "a key in quotes": '"a": 1\n',
  "a key with a space": "a b: 1\n",
  "a key that changes objects": "constructor: 1\n",
  "another key that changes objects": "__proto__: 1\n",
  "a key that is a word": "null: 1\n",
  "an anchor": "a: &b 1\n",
  "an alias": "a: *b\n",
  "a tag": "a: !b 1\n",
  "a merge key": "<<: { a: 1 }\n",
  "a document's mark": "---\na: 1\n",
  "a second document": "a: 1\n---\nb: 2\n",
  "a text only": "a\n",
  nothing: "\n",
  "zero with a sign": "a: -0\n",
  "other numbers": "a: [1e3, 0x1f, .5, +1, 007, 1.]\n",
  "a large number": "a: 12345678901234567890\n",
  "no number": "a: 1.2.3\n",
  "an item that goes on": "- a\n  b\n",
  "a line out of its column": "a:\n   b: 1\n  c: 2\n",
  "a line too deep": "a: 1\n  b: 2\n",
  "brackets over two lines": "a: [1,\n  2]\n",
  "a bracket that is not closed": "a: [1\n",
  "a bracket that closes another": "a: [1}\n",
  "a key without a value in brackets": "a: { b }\n",
  "a comma at the end": "a: [1, ]\n",
  "an item of nothing": "a:\n  -\n  - 1\n",
  "a key in a value": "a: b: c\n",
  "deeper than anybody nests": `a: ${"[".repeat(30)}${"]".repeat(30)}\n`,
};

describe("parseSimple gives what parseYaml gives", () => {
  test.each(Object.entries(simple))("of %s, which it reads itself", (_name, text) => {
    expect(readBlocks(text)).toBeDefined();
    expect(said(parseSimple("a.yaml", text))).toEqual(said(parseYaml("a.yaml", text)));
  });

  test.each(Object.entries(left))("of %s, which it leaves to parseYaml", (_name, text) => {
    expect(readBlocks(text)).toBeUndefined();
    expect(said(parseSimple("a.yaml", text))).toEqual(said(parseYaml("a.yaml", text)));
  });

  test.each([
    ["no end of the last line", "a: 1"],
    ["a tab", "a:\t1\n"],
    ["a line that ends in another way", "a: 1\r\n"],
    ["a byte order mark", "\uFEFFa: 1\n"],
    ["a space that is none", "a: b\u00a0\n"],
    ["a next line", "a: b\u0085c: d\n"],
    ["a control character", "a: b\u0007\n"],
    ["half of a character", "a: \ud800\n"],
    ["more than a file may hold", `a: |\n${"  long\n".repeat(300_000)}`],
  ])("of a text with %s", (_name, text) => {
    expect(said(parseSimple("a.yaml", text))).toEqual(said(parseYaml("a.yaml", text)));
  });

  test("of all files that rules are shown with", () => {
    const files = yamlIn(fileURLToPath(new URL("../lint/rules", import.meta.url)));
    const texts = files.map((file) => readFileSync(file, "utf8"));
    for (const text of texts) expect(said(parseSimple("a.yaml", text))).toEqual(said(parseYaml("a.yaml", text)));
    expect(texts.filter((text) => text.endsWith("\n") && readBlocks(text) !== undefined).length).toBeGreaterThan(
      texts.length / 2,
    );
  });

  test("of whatever is made of pieces of YAML", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = `${parts.join("")}\n`;
        expect(said(parseSimple("a.yaml", text))).toEqual(said(parseYaml("a.yaml", text)));
      }),
      { numRuns: 3_000 },
    );
  });
});

const pieces = [
  [" ", "  ", "\n", "\n  ", "\n    ", "\n\n", "   \n", "\n# c\n", " #", "#", "- ", "-", "- - ", ":", ": ", ":\n", "? "],
  ["a", "b: ", "c:\n  ", "- d: ", "a: b\n", "  e: f\n", "null", "~", "true", "0", "-1", "1.5", "1e3", ".5", "007"],
  ["'", '"', "''", '"x"', "\\", "[", "]", "{", "}", ",", "[a, 'b']", "{ a: 1, b: [2] }", "<<", "&a", "*a", "!", "%"],
  ["|", "|-", ">", "|\n  x\n", "|-\n    x\n\n", "---\n", "...\n", "é", "=", "constructor", "__proto__"],
].flat();

function said({ value, faults, locate, locateText, linesOf, scalars }: ReturnType<typeof parseYaml>): unknown {
  const places = pathsIn(value).map((path) => [path, locate(path), locateText(path, 1), linesOf(path)]);
  return { text: JSON.stringify(value), value, faults, places, scalars: scalars() };
}

/** Of all parts, and of some that are not there. */
function pathsIn(value: Json, path: Path = []): readonly Path[] {
  const parts = isJsonArray(value)
    ? value.flatMap((part, index) => pathsIn(part, [...path, index]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]))
      : [];
  return [path, [...path, "absent"], [...path, 7], [...path, "0"], ...parts];
}

function yamlIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => join(folder, path));
}
