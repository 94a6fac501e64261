import fc from "fast-check";
import { expect, test } from "vitest";
import { openVocabulary, packVocabulary, type Token } from "../../src/core/vocabulary.ts";

const tokens: readonly (Token | undefined)[] = [
  "a",
  "ab",
  "b",
  undefined,
  "ü",
  [0xc3],
  "abc",
  [0xbc, 0x61],
  "\0",
  "a\0",
  "\uFEFFa",
];
const vocabulary = openVocabulary(packVocabulary(tokens));

test("the tokens that occur in a text, as often as they like, in the order of merging", () => {
  expect(vocabulary.tokensIn(["abab"])).toEqual(["a", "ab", "b"]);
  expect(vocabulary.tokensIn(["b", "xabcx"])).toEqual(["a", "ab", "b", "abc"]);
  expect(vocabulary.tokensIn(["", "x"])).toEqual([]);
});

test("a token that is given by its bytes stays so, and a text that begins with a byte order mark keeps it", () => {
  expect(vocabulary.tokensIn(["üa"])).toEqual(["a", "ü", [0xc3], [0xbc, 0x61]]);
  expect(vocabulary.tokensIn(["\uFEFFa"])).toEqual(["a", "\uFEFFa"]);
});

test("the byte 0 is a byte as others are", () => {
  expect(vocabulary.tokensIn(["\0"])).toEqual(["\0"]);
  expect(vocabulary.tokensIn(["a\0"])).toEqual(["a", "\0", "a\0"]);
});

test("law: they are those whose bytes are a part of the text's bytes", () => {
  const letters = fc.constantFrom("a", "b", "ü", "€", "🙂", "\0");
  const text = fc.array(letters, { maxLength: 8 }).map((all) => all.join(""));
  const token = fc.array(letters, { minLength: 1, maxLength: 3 }).map((all) => all.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(token, { maxLength: 12 }), text, (some, whole) => {
      const occurring = some.filter((one) => whole.includes(one));
      expect(openVocabulary(packVocabulary(some)).tokensIn([whole])).toEqual(occurring);
    }),
  );
});
