import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { automatonOf } from "../../../src/core/containment/pattern/automaton.ts";
import { newPatterns } from "../../../src/core/containment/pattern/patterns.ts";
import { findWord } from "../../../src/core/containment/pattern/word.ts";
import { newWork } from "../../../src/core/containment/work.ts";

const atoms = fc.constantFrom(
  "a",
  "b",
  "é",
  "😀",
  ".",
  "\\d",
  "\\w",
  "\\s",
  "\\W",
  "[ab]",
  "[^a]",
  "[a-c\\d]",
  "[^\\s-]",
  "\\u{61}",
  "\\x62",
  "^",
  "$",
  "\\.",
  "\\/",
  "\\n",
  "[\\b\\]]",
  "\\ud83d\\ude00",
);

/** Regular expressions of every shape that is understood. */
const patterns = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    atoms,
    fc.array(tie("pattern"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
    fc.tuple(tie("pattern"), tie("pattern")).map(([left, right]) => `(${left}|${right})`),
    fc
      .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", ""))
      .map(([part, times]) => `(?:${part})${times}`),
    tie("pattern").map((part) => `(?<name>${part})`.replaceAll("(?<name>", "(")),
  ),
})).pattern;

const words = fc
  .array(fc.constantFrom("a", "b", "c", "é", "😀", "1", " ", "\n", ".", "-", "_", "/", "]", "\b"), { maxLength: 5 })
  .map((letters) => letters.join(""));

function isPattern(source: string): boolean {
  try {
    return RegExp(source, "u").source !== "";
  } catch {
    return false;
  }
}

describe("patterns", () => {
  test("match what JavaScript's own match", () => {
    const known = newPatterns();
    fc.assert(
      fc.property(patterns, fc.array(words, { minLength: 5, maxLength: 10 }), (source, texts) => {
        fc.pre(isPattern(source) && known.automaton(source) !== null);
        for (const text of texts)
          expect([source, text, known.test(source, text)]).toEqual([source, text, RegExp(source, "u").test(text)]);
      }),
      { numRuns: 1500 },
    );
    expect(known.strange.size).toBe(0);
  });

  test("a word that is found is wanted, and where none is found there is none", () => {
    const seen = { word: 0, none: 0 };
    fc.assert(
      fc.property(
        patterns,
        patterns,
        fc.nat(3),
        fc.array(words, { maxLength: 3 }),
        fc.array(words, { maxLength: 20 }),
        (left, right, least, except, texts) => {
          const [one, other] = [automatonOf(left), automatonOf(right)];
          fc.pre(one !== null && other !== null);
          const isWanted = (text: string): boolean =>
            RegExp(left, "u").test(text) &&
            !RegExp(right, "u").test(text) &&
            [...text].length >= least &&
            !except.includes(text);
          const wanted = {
            patterns: [
              { automaton: one, not: false },
              { automaton: other, not: true },
            ],
            least,
            most: Infinity,
            except: new Set(except),
          };
          const word = findWord(wanted, newWork(50_000));
          if (word === "not found") return;
          seen[word === null ? "none" : "word"] += 1;
          if (word === null) expect(texts.filter(isWanted)).toEqual([]);
          else expect([word, isWanted(word)]).toEqual([word, true]);
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(seen.word, seen.none)).toBeGreaterThan(50);
  });

  test.each(["(?=a)", "(?!a)", "(?<=a)b", "(a)\\1", "\\bword", "\\p{L}", "(?<n>a)\\k<n>", "(", "a**", "[z-a]", "\\-"])(
    "%s is not understood",
    (source) => {
      expect(automatonOf(source)).toBeNull();
    },
  );

  test.each(["(?<year>\\d{4})-(?<month>\\d\\d)", "^[^@\\s]+@[^@\\s]+$", "^#[0-9a-f]{6}$", "\\cJ", "[\\w-]+"])(
    "%s is",
    (source) => {
      expect(automatonOf(source)).not.toBeNull();
    },
  );

  test("what JavaScript would not decide at once is not handed to it", () => {
    expect(newPatterns().test("(?=a)(a+)+b", "a".repeat(40))).toBeNull();
    expect(newPatterns().test("^(a+)+b$", "a".repeat(5000))).toBe(false);
  });
});
