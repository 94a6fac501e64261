import { expect, test } from "vitest";
import { openTokenCounter } from "../../src/world/tokenizer.ts";

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
