import { describe, expect, test } from "vitest";
import { priceOf, spendOf } from "../../../src/core/run/spend.ts";

const price = { input: 2, output: 10, cached: 0.5, cache_write: 3 };
const tokens = { input: 1_000_000, output: 100_000, cached: 400_000, cache_write: 200_000, reasoning: 90_000 };

describe("what an answer cost", () => {
  test("each kind of input has its price, and reasoning is output", () => {
    expect(spendOf(tokens, price)).toBeCloseTo(0.4 * 2 + 0.4 * 0.5 + 0.2 * 3 + 0.1 * 10, 10);
  });

  test.each([
    ["no tokens were measured", null, price],
    ["there is no price", tokens, null],
    ["there is no price for what came from a cache", tokens, { ...price, cached: null }],
    ["there is no price for what went into a cache", tokens, { ...price, cache_write: null }],
  ])("is not known where %s", (_, used, known) => {
    expect(spendOf(used, known)).toBeNull();
  });

  test("prices for caches are not needed where none was used", () => {
    const plain = { ...tokens, cached: 0, cache_write: null };
    expect(spendOf(plain, { ...price, cached: null, cache_write: null })).toBeCloseTo(3, 10);
  });
});

describe("the price of a model", () => {
  const prices = { "openai/gpt": price };

  test.each([
    ["openai", "gpt", price],
    ["openai.chat", "gpt", price],
    ["openai", "other", null],
    ["azure", "gpt", null],
  ])("%s/%s", (provider, name, expected) => {
    expect(priceOf(prices, { provider, name })).toEqual(expected);
  });
});
