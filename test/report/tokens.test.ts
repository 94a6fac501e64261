import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/core/contract/contract.ts";
import { diffContracts } from "../../src/core/diff/judge.ts";
import { tokenChange } from "../../src/core/diff/tokens.ts";
import { tokenBlocks, tokenRows } from "../../src/report/tokens.ts";
import { sampleContract, tool } from "../helpers/contracts.ts";

/** A word is a token here. */
const count = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;
const tokens = (before: Contract, after: Contract): unknown => tokenBlocks([diffContracts(before, after, { count })]);
const empty = { contract: "support", changes: [], findings: [], severity: "safe" } as const;
const limited = (max_tokens: number | null): Partial<Contract> => {
  const { budgets } = sampleContract("");
  return { budgets: { ...budgets, max_tokens } };
};

describe("what every request carries", () => {
  test("is told in total and by the parts that changed, with the encoding and the share of the budget", () => {
    const before = sampleContract("be kind", { ...limited(100), tools: [] });
    const after = sampleContract("be kind to everybody", { ...limited(50), tools: [] });
    expect(tokens(before, after)).toEqual([
      { kind: "heading", text: "Tokens in every request (o200k_base)", level: 3 },
      {
        kind: "table",
        columns: ["contract", "part", "before", "after", "change", "of max_tokens"],
        rows: [
          ["support", "total", "2", "4", "+2 (+100 %)", "2 % → 8 %"],
          ["", "system", "2", "4", "+2 (+100 %)", ""],
        ],
      },
    ]);
  });

  test("says nothing of a budget where there is none, and no percentage of nothing", () => {
    const before = sampleContract("", { ...limited(null), tools: [] });
    const after = sampleContract("be kind", { ...limited(null), tools: [] });
    expect(tokens(before, after)).toMatchObject([
      {},
      {
        columns: ["contract", "part", "before", "after", "change"],
        rows: [
          ["support", "total", "0", "2", "+2"],
          ["", "system", "0", "2", "+2"],
        ],
      },
    ]);
  });

  test("what is not there takes no share of a budget", () => {
    const gone = { before: sampleContract("be kind", { ...limited(100), tools: [] }), after: null };
    expect(JSON.stringify(tokenRows([{ ...empty, tokens: tokenChange(gone.before, gone.after, count) }]))).toContain(
      '"2 % → –"',
    );
  });

  test("parts that grow and shrink by the same are both told", () => {
    const before = sampleContract("one two", {
      ...limited(null),
      tools: [],
      messages: [{ role: "user", content: "a b c" }],
    });
    const after = sampleContract("one two three", {
      ...limited(null),
      tools: [],
      messages: [{ role: "user", content: "a b" }],
    });
    expect(tokens(before, after)).toMatchObject([
      {},
      {
        rows: [
          ["support", "total", "5", "5", "±0 (±0 %)"],
          ["", "system", "2", "3", "+1 (+50 %)"],
          ["", "messages", "3", "2", "−1 (−33 %)"],
        ],
      },
    ]);
  });

  test("is not told where nothing changed", () => {
    const before = sampleContract("be kind", { tools: [tool("get_order", { effect: "read" })] });
    expect(tokens(before, { ...before, stop_reasons: ["done"] })).toEqual([]);
  });
});

test("of many contracts the totals of those that changed most", () => {
  const diffs = Array.from({ length: 12 }, (_, at) => {
    const name = `agent-${String(at).padStart(2, "0")}`;
    const grown = sampleContract(`be kind ${"word ".repeat(at + 1)}`, { name, tools: [] });
    return diffContracts(sampleContract("be kind", { name, tools: [] }), grown, { count });
  });
  const [, table, more] = tokenBlocks(diffs);
  const rows = table?.kind === "table" ? table.rows : [];
  expect(rows.map(([contract]) => contract)).toEqual(
    Array.from({ length: 10 }, (_, at) => `agent-${String(11 - at).padStart(2, "0")}`),
  );
  expect(more).toEqual({ kind: "text", text: { text: "and 2 contracts more", tone: "dim" } });
});
