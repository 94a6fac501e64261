import { expect, test } from "vitest";
import type { Finding } from "../../src/core/finding.ts";
import { findingBlocks } from "../../src/report/findings.ts";
import { textOf } from "../../src/report/report.ts";

const finding = (rule: string, line: number): Finding => ({
  rule,
  level: "warning",
  message: "this is so",
  hint: null,
  contract: null,
  path: [],
  place: { file: "prompts/support/contract.yaml", line, column: 1 },
  frame: null,
  fingerprint: null,
});

const linesOf = (findings: readonly Finding[]): readonly string[] =>
  findingBlocks(findings).flatMap((block) => {
    if (block.kind === "text") return [textOf(block.text)];
    return block.kind === "list" ? block.items.map(textOf) : [];
  });

test("a hundred findings of one rule do not bury one of another", () => {
  const many = Array.from({ length: 100 }, (_, index) => finding("MANY", index + 1));
  const lines = linesOf([...many, finding("ONE", 1)]);
  expect(lines.filter((line) => line.includes("MANY: "))).toHaveLength(20);
  expect(lines.filter((line) => line.includes("ONE: "))).toHaveLength(1);
  expect(lines).toContain("and 80 more of MANY");
});

test("what is read in one go is shown whole", () => {
  const lines = linesOf(Array.from({ length: 20 }, (_, index) => finding("FEW", index + 1)));
  expect(lines).toHaveLength(20);
});
