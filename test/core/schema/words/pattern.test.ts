import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayPattern } from "../../../../src/core/schema/words/pattern.ts";

describe("a regular expression in words", () => {
  test.each([
    ["^RF-", "begins with RF-"],
    ["^RF-.*$", "begins with RF-"],
    ["\\.pdf$", 'ends with ".pdf"'],
    ["urgent", "contains urgent"],
    [".*urgent.*", "contains urgent"],
    ["^urgent$", "is urgent"],
    ["^(?:EU|US)$", "is EU or US"],
    ["^(EU|US)", "begins with EU or US"],
    ["^\\d{5}$", "is exactly 5 digits"],
    ["^[0-9]+$", "is made of digits only"],
    ["^[A-Z]{2,3}$", "is 2 to 3 capital letters"],
    ["^[a-z]{2,}$", "is at least 2 small letters"],
    ["^$", "is empty"],
    ["a b", 'contains "a b"'],
    ["^a.c$", "looks like /^a.c$/"],
    ["^a|b$", "looks like /^a|b$/"],
    ["^(?=a)", "looks like /^(?=a)/"],
    ["\\bword\\b", "looks like /\\bword\\b/"],
    ["^a\\$", "begins with a$"],
    ["^a\\\\$", "looks like /^a\\\\$/"],
    ["^[^a]+$", "looks like /^[^a]+$/"],
    ["", "looks like //"],
  ])("%s %s", (pattern, words) => expect(sayPattern(pattern).is).toBe(words));

  test("never throws, and its opposite is something else", () => {
    const piece = fc.constantFrom("^", "$", ".*", "\\", "(", ")", "|", "[a-z]", "{2}", "a", "b", "\\d", "+", "?:", ".");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { is, isNot } = sayPattern(pieces.join(""));
        expect(is).not.toBe(isNot);
      }),
      { numRuns: 2000 },
    );
  });

  test("what it says of a literal is what the expression does", () => {
    const text = fc.stringMatching(/^[a-c]{1,3}$/);
    const written = fc.record({
      literal: text,
      start: fc.boolean(),
      end: fc.boolean(),
      probe: fc.stringMatching(/^[a-c]{0,5}$/),
    });
    const means: Readonly<Record<string, (probe: string, literal: string) => boolean>> = {
      is: (probe, literal) => probe === literal,
      begins: (probe, literal) => probe.startsWith(literal),
      ends: (probe, literal) => probe.endsWith(literal),
      contains: (probe, literal) => probe.includes(literal),
    };
    fc.assert(
      fc.property(written, ({ literal, start, end, probe }) => {
        const pattern = `${start ? "^" : ""}${literal}${end ? "$" : ""}`;
        const verb = sayPattern(pattern).is.split(" ")[0] ?? "";
        expect(means[verb]?.(probe, literal)).toBe(new RegExp(pattern, "u").test(probe));
      }),
    );
  });
});
