import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { parseYaml } from "../../../src/core/yaml/parse.ts";

/** The text, how it is written, and the place of its `@`. */
type Case = readonly [name: string, written: string, line: number, column: number];

describe("the place of a character of a text, however it is written", () => {
  test.each<Case>([
    ["without quotes", "a: one @ two", 1, 8],
    ["without quotes, over lines", "a: one\n  two @\n  three", 2, 7],
    ["in single quotes", "a: 'one @'", 1, 9],
    ["behind a quote in single quotes", "a: 'it''s @'", 1, 11],
    ["in double quotes", 'a: "one @"', 1, 9],
    ["behind escapes", String.raw`a: "\"\n\t\u0041\x42\\ @"`, 1, 24],
    ["behind a character of two units as an escape", String.raw`a: "\U0001F600@"`, 1, 15],
    ["behind an escape of white space", String.raw`a: "x\u0020\u000a\x09@"`, 1, 22],
    ["behind a line that goes on", 'a: "one \\\n  two @"', 2, 7],
    ["in double quotes over lines", 'a: "one\n\n  two @"', 3, 7],
    ["below |", "a: |\n  one\n    two @\n", 3, 9],
    ["below | with a comment", "a: | # @\n  one @\n", 2, 7],
    ["below | behind empty lines", "a: |\n\n\n  one @\n", 4, 7],
    ["below | with its indentation said", "a: |2\n   one\n  @\n", 3, 3],
    ["below >", "a: >-\n  one\n  two @\n", 3, 7],
    ["below > behind a paragraph", "a: >\n  one\n\n  two\n    @\n", 5, 5],
    ["in a list", "a: [one, '@']", 1, 11],
    ["in JSON", '{"a": "one \\u0040 @"}', 1, 19],
  ])("%s", (_name, written, line, column) => {
    const file = parseYaml("x.yaml", written);
    expect(file.faults).toEqual([]);
    const { a } = file.value as { readonly a: string | readonly string[] };
    const path = typeof a === "string" ? ["a"] : ["a", 1];
    const text = typeof a === "string" ? a : (a[1] ?? "");
    expect(file.locateText(path, text.lastIndexOf("@"))).toEqual({ file: "x.yaml", line, column });
  });

  test("the end of a text, and beyond it", () => {
    const file = parseYaml("x.yaml", "a: one\nb: |\n  two\n");
    expect(file.locateText(["a"], 3)).toMatchObject({ line: 1, column: 7 });
    expect(file.locateText(["a"], 99)).toMatchObject({ line: 1, column: 7 });
    expect(file.locateText(["b"], 3)).toMatchObject({ line: 3, column: 6 });
  });
});

describe("every visible character that is no escape stands where the file says", () => {
  const words = fc
    .array(fc.constantFrom("one", "it's", '"', "\\", "é", "😀", "{{x}}", " ", "  ", "\n", "\n\n", ":", "#", "-"), {
      minLength: 1,
      maxLength: 30,
    })
    .map((parts) => parts.join(""));

  test.each(["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const)("%s", (type) => {
    fc.assert(
      fc.property(words, (text) => {
        const written = stringify(
          { a: { b: text } },
          { defaultStringType: type, defaultKeyType: "PLAIN", lineWidth: 40 },
        );
        const file = parseYaml("x.yaml", written);
        const lines = written.split("\n");
        // The library's writer does not keep every text in every style.
        const { b } = (file.value as { readonly a: { readonly b: string } }).a;
        for (const [index, character] of [...b].entries()) {
          if (/[\s"'\\]/.test(character)) continue;
          const offset = [...b].slice(0, index).join("").length;
          const { line, column } = file.locateText(["a", "b"], offset);
          expect(lines[line - 1]?.slice(column - 1).startsWith(character)).toBe(true);
        }
      }),
    );
  });
});
