import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { openTokenCounter } from "../../src/world/tokenizer.ts";

test("what was prepared and what is asked at once have the same numbers", () => {
  const { prepare, count } = openTokenCounter();
  const texts = ["Look an order up before you answer.", "", "<|endoftext|>", "Größe 🙂"];
  prepare([...texts.slice(0, 2), ...texts.slice(0, 2)]);
  expect(texts.map(count)).toEqual([8, 0, 7, 3]);
});

test("more texts than are remembered are counted right", () => {
  const { prepare, count } = openTokenCounter();
  const texts = Array.from({ length: 6_000 }, (_, at) => `Refund ${at} at once`);
  const some = ["Größe 🙂", ...texts.slice(0, 2), ...texts.slice(-2)];
  const right = some.map((text) => countTokens(text));
  expect(some.map(count)).toEqual(right);
  prepare(texts);
  expect(some.toReversed().map(count)).toEqual(right.toReversed());
});

test("law: with the tokens only that can occur there are as many as with all of them", () => {
  const { count } = openTokenCounter();
  const word = fc.constantFrom(
    "Refund",
    " refund",
    "größer",
    "  ",
    "\n\n",
    "don't",
    "12345",
    "});\n",
    "🙂",
    "日本語",
    "\uFEFF",
    "\ud800",
  );
  const text = fc.oneof(
    fc.array(word).map((words) => words.join("")),
    fc.string({ unit: "binary" }),
  );
  const all = (one: string): number => (one === "" ? 0 : countTokens(one, { disallowedSpecial: new Set<string>() }));
  fc.assert(
    fc.property(text, (one) => count(one) === all(one)),
    { numRuns: 500 },
  );
});
