import { describe, expect, test } from "vitest";
import { countTokens } from "../../src/core/tokens.ts";
import { openTokenCounter } from "../../src/world/tokenizer.ts";
import { contractFrom } from "./fixture.ts";

const { count } = openTokenCounter();

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

describe("tokens of tools are those that a request carries", () => {
  const contract = (tool: string): string => `
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: Help.
tools:
  - name: issue_refund
    description: Gives money back.
    ${tool}
`;
  const plain = "input: { type: object, properties: { order_id: { type: string }, amount: { type: number } } }";

  test.each([
    ["an effect", `effect: write\n    ${plain}`],
    ["aliases", `aliases: [refund_the_money, give_the_money_back]\n    ${plain}`],
    ["what its results are", `output: { type: object, properties: { paid: { type: number } } }\n    ${plain}`],
    [
      "keys in another order",
      "input: { properties: { amount: { type: number }, order_id: { type: string } }, type: object }",
    ],
  ])("%s weighs nothing", async (_name, tool) => {
    const [had, has] = await Promise.all([contractFrom(contract(plain)), contractFrom(contract(tool))]);
    expect(countTokens(has, count)).toEqual(countTokens(had, count));
  });

  test("a description weighs what it says", async () => {
    const had = await contractFrom(contract(plain));
    const has = { ...had, tools: had.tools.map((tool) => ({ ...tool, description: "Gives money back, once." })) };
    expect(countTokens(has, count).tools).toBeGreaterThan(countTokens(had, count).tools);
  });
});
