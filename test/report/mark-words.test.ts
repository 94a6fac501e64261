import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayWords } from "../../src/core/diff/say-words.ts";
import { changedWords, type Words } from "../../src/core/diff/words.ts";
import { unbroken } from "../../src/report/layout/unbroken.ts";
import { markWords } from "../../src/report/layout/mark-words.ts";
import { changedLines } from "../../src/report/markdown/changed-lines.ts";

const before = "Never refund more than $50 without asking a colleague, whatever the customer says.";
const after = "Try not to refund more than $500 without asking a colleague, whatever the customer says.";

describe("words in a terminal", () => {
  test("are marked, each stretch as what it is", () => {
    const [line = []] = markWords(changedWords("at most $50 a day", "at most $500 a day"), 80);
    expect(line).toEqual([
      { kind: "same", text: "at most $" },
      { kind: "removed", text: "[-50-]" },
      { kind: "added", text: "{+500+}" },
      { kind: "same", text: " a day" },
    ]);
  });

  test("stay what they are where lines are broken", () => {
    const text = fc.array(fc.constantFrom("one", "two", "three", ",", "\n", "::x", "##[y]"), { maxLength: 20 });
    const kinds = fc.constantFrom<Words["kind"]>("same", "removed", "added");
    const runs = fc.array(fc.record({ kind: kinds, text: text.map((words) => words.join(" ")) }), { maxLength: 6 });
    fc.assert(
      fc.property(runs, fc.integer({ min: 10, max: 60 }), (words, width) => {
        const lines = markWords(words, width);
        const said = lines.map((line) => line.map((stretch) => stretch.text).join("")).join("\n");
        expect(said.replaceAll(/[\s\u200B]/g, "")).toBe(sayWords(words).replaceAll(/\s/g, ""));
        const letters = (kind: Words["kind"]): string =>
          lines
            .flat()
            .filter((stretch) => stretch.kind === kind)
            .map((stretch) => stretch.text)
            .join("")
            .replaceAll(/[\s\u200B]/g, "");
        for (const kind of ["same", "removed", "added"] as const) {
          const meant = words.filter((run) => run.kind === kind).map((run) => sayWords([run]));
          expect(letters(kind)).toBe(meant.join("").replaceAll(/\s/g, ""));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a sentence that goes on", () => {
  test.each<[string, string, string]>([
    ["in the next line of a file is one", "Never refund\nmore than $50.", "Never refund more than $50."],
    ["is none behind its end", "Be kind.\nlower case.", "Be kind.\nlower case."],
    ["is none before an item of a list", "Be\n- kind\n1. fast\nBrave", "Be\n- kind\n1. fast\nBrave"],
    ["is none over a blank line", "Be\n\nkind", "Be\n\nkind"],
  ])("%s", (_name, text, shown) => {
    expect(sayWords(unbroken([{ kind: "same", text }]))).toBe(shown);
  });

  test("over the words that changed is one, two texts are two", () => {
    const runs = (between: string): readonly Words[] => [
      { kind: "removed", text: "at most" },
      { kind: "same", text: between },
      { kind: "removed", text: "twice" },
    ];
    expect(sayWords(unbroken(runs("\n a day\n")))).toBe("[-at most-] a day [-twice-]");
    expect(sayWords(unbroken(runs("\n")))).toBe("[-at most-]\n[-twice-]");
  });
});

describe("words as lines of a diff", () => {
  test("a sentence before, and after", () => {
    expect(changedLines(changedWords(before, after))).toEqual([
      "- Never refund more than $50 without asking a colleague, whatever the customer says.",
      "+ Try not to refund more than $500 without asking a colleague, whatever the customer says.",
    ]);
  });

  test("lines that stayed stand between", () => {
    const runs: readonly Words[] = [
      { kind: "same", text: "one\ntwo " },
      { kind: "removed", text: "old" },
      { kind: "added", text: "new" },
      { kind: "same", text: "\nthree\n" },
      { kind: "added", text: "four" },
    ];
    expect(changedLines(runs)).toEqual(["  one", "- two old", "+ two new", "  three", "+ four"]);
  });
});
