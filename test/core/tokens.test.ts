import { describe, expect, test } from "vitest";
import { loadTokenizer } from "../../src/core/tokens.ts";

const count = await loadTokenizer();

describe("tokens are counted in the time that a text deserves", () => {
  // Uncut, each of them takes minutes.
  test.each<[string, string, number]>([
    ["letters", "x".repeat(1_000_000), 125_000],
    ["spaces", " ".repeat(1_000_000), 7_812],
    ["signs", "{{!}}".repeat(200_000), 400_000],
  ])("a megabyte of %s", (_name, text, about) => {
    expect(Math.abs(count(text) - about)).toBeLessThan(about / 10);
  });

  test("what people write is counted in one piece", () => {
    expect(count("Look an order up before you answer. ".repeat(1_000))).toBe(8_001);
    expect(count("=".repeat(256))).toBe(4);
    expect(count("")).toBe(0);
  });
});
