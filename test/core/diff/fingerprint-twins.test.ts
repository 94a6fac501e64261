import { describe, expect, test } from "vitest";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { comparisonOf, judgeChanges } from "../../../src/core/diff/judge.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import { openTokenCounter } from "../../../src/world/tokenizer.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { contractFrom } from "../fixture.ts";

const { count } = openTokenCounter();
const words = (number: number): string => "word ".repeat(number).trim();

describe("who accepted the weight of a prompt has not accepted any weight", () => {
  const weighing = (number: number, limit: number | null = null): Promise<Contract> =>
    contractFrom(
      `contract: support\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\nsystem: ${words(number)}\n${limit === null ? "" : `budgets: { max_tokens: ${limit} }\n`}`,
    );

  test.each<[string, string, readonly [number, number, number], number | null, boolean]>([
    ["a prompt that grew by half, and one that grew sixfold", "PROMPT_TOKENS_GREW", [1000, 1590, 6870], null, false],
    ["a prompt that grew, and one that grew by a word more", "PROMPT_TOKENS_GREW", [1000, 1590, 1591], null, true],
    ["a request that takes a quarter, and one that takes half", "PROMPT_SHARE_OF_BUDGET", [100, 300, 600], 1000, false],
    ["one request that just fits, and one that does not", "PROMPT_SHARE_OF_BUDGET", [100, 1000, 1001], 1000, false],
    ["a request that takes a quarter, and a word more", "PROMPT_SHARE_OF_BUDGET", [100, 300, 301], 1000, true],
  ])("%s", async (_name, rule, [was, is, rival], limit, isSame) => {
    const [before, after, other] = await Promise.all([was, is, rival].map((number) => weighing(number, limit)));
    if (before === undefined || after === undefined || other === undefined) throw new Error("three contracts");
    expect(printsOf(rule, before, other)[0] === printsOf(rule, before, after)[0]).toBe(isSame);
    expect(printsOf(rule, before, other)).toHaveLength(1);
  });
});

describe("who accepted one new name of a tool has not accepted another one", () => {
  const named = (tool: string): Promise<Contract> =>
    contractFrom(`
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: Look the order up, then call issue_refund with the tool.
tools:
  - name: ${tool}
    description: Pays the money of an order back to the customer.
    effect: destructive
    input: { type: object, required: [order_id], properties: { order_id: { type: string }, amount: { type: number } } }
guardrails:
  - { id: ask-first, tool: issue_refund, decision: confirm }
`);

  test.each(["GUARD_DANGLING_TARGET", "GOLDEN_STALE", "PROMPT_DANGLING_TOOL"])("%s", async (rule) => {
    const [before, after, rival] = await Promise.all([
      named("issue_refund"),
      named("refund_order"),
      named("zap_anything"),
    ]);
    const tasks = await goldens();
    const [one, other] = [printsOf(rule, before, after, tasks), printsOf(rule, before, rival, tasks)];
    expect([one.length, other.length]).toEqual([1, 1]);
    expect(other).not.toEqual(one);
  });
});

test("who accepted why an example is refused has not accepted another reason", async () => {
  const taking = (input: string): Promise<Contract> =>
    contractFrom(`
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: 'For example call issue_refund({"order": "A-1"}) at once.'
tools:
  - name: issue_refund
    description: Pays money back.
    effect: destructive
    input: { type: object, ${input} }
`);
  const [before, after, rival] = await Promise.all([
    taking("properties: { order: { type: string } }"),
    taking("properties: { order: { type: number } }"),
    taking("properties: { order: { type: string }, id: { type: string } }, required: [id]"),
  ]);
  const rule = "PROMPT_EXAMPLE_INVALID";
  const [one, other] = [printsOf(rule, before, after), printsOf(rule, before, rival)];
  expect([one.length, other.length]).toEqual([1, 1]);
  expect(other).not.toEqual(one);
});

function printsOf(
  rule: string,
  before: Contract,
  after: Contract,
  tasks: readonly Task[] | null = null,
): readonly string[] {
  const comparison = comparisonOf(before, after, { count, goldens: { before: tasks, after: tasks } });
  return judgeChanges(comparison)
    .filter((finding) => finding.rule === rule)
    .map(({ fingerprint }) => fingerprint);
}

async function goldens(): Promise<readonly Task[]> {
  const text = `
contract: support
tasks:
  - id: refunds
    input: Give me my money back.
    expect: { not_called: [issue_refund] }
`;
  const { tasks, findings } = await readGoldens(
    memoryTree({ "goldens/support/a.yaml": text }),
    "goldens/support/a.yaml",
  );
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join("; "));
  return tasks;
}
