import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { problems } from "../../../src/core/yaml/problems.ts";

/** The parser's code, the text, what is said where, and what to do. */
type Case = readonly [code: string, text: string, says: string, write: string];

const cases: readonly Case[] = [
  ["BAD_DQ_ESCAPE", 'a: "\\d"', "1:5 `\\d` means nothing", "single quotes"],
  ["BAD_INDENT", "a:\n  b: 1\n c: 2\n", "3:1 this key begins in another column", "begin it where they begin"],
  ["BAD_INDENT", "a: |\n  b\n c\nd: 1\n", "3:1 this line belongs neither to the text", "indent it like the lines"],
  ["BAD_INDENT", "a:\n  - b\n  -c\n", "3:1 there is no space behind this `-`", "`- `"],
  ["BAD_INDENT", "a:\n  - b: 1\n   - c: 1\n", "3:4 this item begins in another column", "same column"],
  ["BAD_INDENT", "a: { b: 1\nc: 2\n", "2:1 the `{` of line 1 is not closed with `}`", "close it"],
  ["BAD_INDENT", "a:\n  b: {\n    c: 1\n}\n", "4:1 the `{` of line 2 is not closed", "is indented further"],
  ["BAD_INDENT", "a: {\n\tb: 1\n}\n", "2:2 a tab cannot indent", "spaces"],
  ["BAD_SCALAR_START", "a: @x\n", "1:4 a text without quotes cannot begin with `@`", "quotes"],
  ["BAD_SCALAR_START", "a: `x`\n", "1:4 a text without quotes cannot begin with a backtick", "quotes"],
  ["BLOCK_AS_IMPLICIT_KEY", "a: b: c\n", "1:4 a second `: ` on one line", "put the value in quotes"],
  ["BLOCK_AS_IMPLICIT_KEY", "a: x\n  b: y\n", "1:4 below this text a key begins", "remove the text"],
  ["BLOCK_IN_FLOW", "{ a: 1 b: 2 }", "1:6 between brackets, items are parted by commas", "comma"],
  ["KEY_OVER_1024_CHARS", `${"a".repeat(1_100)}: 1\n`, "1:1 this key is longer than 1,024", "a text is a value"],
  ["MISSING_CHAR", "a: 1\nb\nc: 2\n", "2:1 there is no `:` behind this key", "write `key: value`"],
  ["MISSING_CHAR", '[ "a" "b" ]', "1:7 a comma is missing here", "a comma between items"],
  ["MISSING_CHAR", "[1, 2", "1:6 the `[` of line 1 is not closed with `]`", "close it"],
  ["MISSING_CHAR", "- a\n- |2\n  x\n y\n", "4:1 there is no `-` in front of this item", "lines of a text alike"],
  ["MISSING_CHAR", 'a: "b"#c\n', "1:7 `#` begins a comment only behind a space", "a space in front of it"],
  ["MISSING_CHAR", "--- a: 1\n", "1:5 nothing may stand behind `---`", "next line"],
  ["MISSING_CHAR", "a: |\n    \n  b\n", "3:3 an empty line at the beginning", "`|2`"],
  ["MULTILINE_IMPLICIT_KEY", "a: one.\nTwo.\nb: 1\n", "2:1 this is read as a key over several lines", "below `|`"],
  ["MULTILINE_IMPLICIT_KEY", "a: 1\n- b\n", "2:1 a list begins here, beside keys", "indent it below a key"],
  ["NON_STRING_KEY", "a: {{name}}\n", "1:5 doubled braces are a mapping as a key", '"{{name}}"'],
  ["NON_STRING_KEY", "? [a]\n: 1\n", "1:3 a key is a text", "in quotes"],
  ["TAB_AS_INDENT", "a:\n\tb: 1\n", "2:1 a tab cannot indent", "spaces"],
  ["UNEXPECTED_TOKEN", 'a: "b" c\n', "1:8 the text ended at the quote before this", "a quote is written"],
  ["UNEXPECTED_TOKEN", "a: [b] c\n", "1:8 something stands behind the end", "quotes"],
  ["UNEXPECTED_TOKEN", "- a\n-b\n", "2:1 there is no space behind this `-`", "`- `"],
  [
    "UNEXPECTED_TOKEN",
    "- a\nb: 1\n",
    "2:1 this line does not belong to what stands above it",
    "one mapping or one list",
  ],
  ["UNEXPECTED_TOKEN", "[a,, b]", "1:4 there is nothing in front of this comma", "remove it"],
  ["UNEXPECTED_TOKEN", "a: }\n", "1:4 this `}` closes nothing", "open it"],
  ["UNEXPECTED_TOKEN", "a: - b\n", "1:4 a list cannot begin on the line of its key", "next line"],
  ["UNEXPECTED_TOKEN", "a: |x\n b\n", "1:5 nothing may stand behind `|`", "next line"],
  // Said by the stream of tokens, where they have their exact place.
  ["MISSING_CHAR", 'a: "b\nc: 1\n', '1:4 this " is not closed', "further lines are indented"],
  ["MISSING_CHAR", "a: 'it''s\n", "1:4 this ' is not closed", "a quote is written ''"],
  ["ALIAS_PROPS", "a: &x *y\n", "1:4 anchors are not allowed, and `", "remove"],
  ["BAD_ALIAS", "a: *\n", "1:4 aliases are not allowed, and `", "in quotes"],
  ["BAD_COLLECTION_TYPE", "a: !!set [b]\n", "1:4 tags are not allowed, and `", "in quotes"],
  ["BAD_DIRECTIVE", "%YAML 3.0\n---\na: 1\n", "1:1 directives are not allowed, and `", "remove the line"],
  ["BAD_PROP_ORDER", "&x ? a\n", "1:1 anchors are not allowed, and `", "remove"],
  ["MULTIPLE_ANCHORS", "a: &x &y 1\n", "1:4 anchors are not allowed, and `", "remove"],
  ["MULTIPLE_TAGS", "a: !x !y 1\n", "1:4 tags are not allowed, and `", "plain value"],
  ["TAG_RESOLVE_FAILED", "a: !x y\n", "1:4 tags are not allowed, and `", "plain value"],
  ["MULTIPLE_DOCS", "a: 1\n---\nb: 2\n", "2:1 a second document begins here", "a file of its own"],
  ["DUPLICATE_KEY", "a: 1\nb: 1\na: 2\n", "3:1 the key `a` stands here twice: the first is in line 1", "rename it"],
];

describe("what the parser finds is said in our words, and what to do", () => {
  test.each(cases)("%s: %j", (_code, text, says, write) => {
    const [fault] = parseYaml("x.yaml", text).faults;
    expect(`${fault?.place?.line}:${fault?.place?.column} ${fault?.message}`).toContain(says);
    expect(fault?.hint).toContain(write);
  });

  test.each(cases)("%s is what the parser calls %j", (code, text) => {
    const { errors, warnings } = parseDocument(text, { version: "1.2", schema: "core", stringKeys: true });
    expect([...errors, ...warnings].map((error) => error.code)).toContain(code);
  });
});

test("every code of the parser is said by somebody", () => {
  const declared = readFileSync(new URL("../../../node_modules/yaml/dist/errors.d.ts", import.meta.url), "utf8");
  const [, list = ""] = /type ErrorCode = ([^;]+);/.exec(declared) ?? [];
  const codes = [...list.matchAll(/'([A-Z0-9_]+)'/g)].map(([, code]) => code ?? "");
  expect(codes.length).toBeGreaterThan(20);
  const known = new Set([...cases.map(([code]) => code), ...Object.keys(problems)]);
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
  // Guards of the parser against itself, and against a depth that is refused before it gets there.
  const shown = new Set(cases.map(([code]) => code));
  expect(Object.keys(problems).filter((code) => !shown.has(code))).toEqual(["IMPOSSIBLE", "RESOURCE_EXHAUSTION"]);
});

describe("one mistake is one fault", () => {
  test.each([
    ["a mark behind a quote", 'a: "b" c\nd: 1\n'],
    ["an open quote, whatever follows", 'a: "b\nc: [1\nd: &x 1\n---\n'],
    ["an open bracket and its end", "a: [1, 2\nb: 3\n]\n"],
    ["a list on the line of its key", "a: - b\n"],
    ["braces of a template", "{{name}}: x\n"],
    ["a template behind a key", "a: {{name}}\n"],
    ["a tag of another library", "a: !!python/object:x.Y {}\n"],
    ["a directive alone", "%x\n"],
    ["a merge of git", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\nc: [\n"],
  ])("%s", (_name, text) => expect(parseYaml("x.yaml", text).faults).toHaveLength(1));
});
