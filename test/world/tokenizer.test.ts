import fc from "fast-check";
import encoding from "gpt-tokenizer/bpeRanks/o200k_base";
import { expect, test } from "vitest";
import { openVocabulary, packVocabulary } from "../../src/core/vocabulary.ts";
import { countWith, openTokenCounter } from "../../src/world/tokenizer.ts";

test("what was prepared, what is asked at once and what is asked in between have the same numbers", async () => {
  const { prepare, count } = openTokenCounter();
  const texts = [
    "Look an order up before you answer.",
    "",
    "<|endoftext|>",
    "Größe 🙂",
    "Look an order up before you answer.",
  ];
  const before = openTokenCounter();
  const direct = texts.map(before.count);
  const preparing = prepare(texts);
  // The answer to an earlier question comes first.
  expect(count("asked in between")).toBe(3);
  await preparing;
  expect(texts.map(count)).toEqual(direct);
  expect(direct).toEqual([8, 0, 7, 3, 8]);
});

test("nothing to count starts nothing", async () => {
  await expect(openTokenCounter().prepare([])).resolves.toBeUndefined();
});

test("law: with the tokens only that can occur there are as many as with all of them", async () => {
  const { count } = countWith(openVocabulary(packVocabulary(encoding)));
  const { prepare, count: countAll } = openTokenCounter();
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
  const texts = fc.sample(
    fc.oneof(
      fc.array(word).map((words) => words.join("")),
      fc.string({ unit: "binary" }),
    ),
    500,
  );
  await prepare(texts);
  expect(texts.map(count)).toEqual(texts.map(countAll));
});
