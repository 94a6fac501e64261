import { describe, expect, test } from "vitest";
import { type ChangeFinding, diffContracts } from "../../../src/core/diff/judge.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import { openTokenCounter } from "../../../src/world/tokenizer.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { contractFrom } from "../fixture.ts";

const { count } = openTokenCounter();

const support = `
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: |
  You are the support agent of Acme. Answer from the order, never from memory.
  Example: a customer says that order 4711 came broken. You call process_refund(order_id: "4711", amount: 40)
  and tell them when the money arrives.
tools:
  - name: get_order
    description: Look up one order by its number.
    effect: read
    input: { type: object, required: [order_id], properties: { order_id: { type: string } } }
  - name: process_refund
    description: Pay money back for an order. The amount is in US dollars.
    effect: destructive
    input:
      type: object
      required: [order_id, amount]
      properties: { order_id: { type: string }, amount: { type: number } }
`;
const guardrails = `
guardrails:
  - { id: big-refund, tool: process_refund, when: { properties: { amount: { exclusiveMinimum: 100 } } }, decision: confirm }
`;
const golden = `
contract: support
tasks:
  - id: refund_small
    input: Please refund order 4711.
    tools: { process_refund: [{ return: { ok: true } }] }
    expect: { writes: [{ tool: process_refund, args: { order_id: "4711" } }] }
`;
const renamed = support.replaceAll("process_refund", "issue_refund");

describe("a refund tool gets a new name, in the tools and in the worked example, and nowhere else", () => {
  test("the report names the break in flight, the disarmed guardrail, the stale golden and the way out, each once", async () => {
    const findings = await findingsOf(`${support}${guardrails}`, `${renamed}${guardrails}`);
    expect(findings.map(({ rule, message, wayOut }) => [rule, message, wayOut])).toEqual([
      [
        "TOOL_RENAMED",
        "the tool process_refund is called issue_refund now: an open conversation that calls process_refund gets an error, and the model may report success all the same",
        "keep answering the old name: add `aliases: [process_refund]` to issue_refund",
      ],
      [
        "GUARD_DANGLING_TARGET",
        'the guardrail big-refund is disarmed: it says "process_refund needs a confirmation when amount is over 100", and this change renames process_refund to issue_refund: some calls of issue_refund go through without anybody being asked',
        "write `tool: issue_refund` in big-refund, or keep the old name alive: `aliases: [process_refund]` in issue_refund",
      ],
      [
        "GOLDEN_STALE",
        "the golden task refund_small still names the tool process_refund, which this change renames to issue_refund: what it expects can only fail",
        "write issue_refund in refund_small",
      ],
    ]);
    expect(findings.map(({ severity }) => Object.values(severity))).toEqual([
      ["breaking", "safe", "breaking"],
      ["breaking", "breaking", "breaking"],
      ["safe", "dangerous", "dangerous"],
    ]);
    expect(findings[1]?.witness?.value).toEqual({ order_id: "a", amount: 101 });
  });

  test("the way out is one: with the alias nobody is harmed who talks to the agent", async () => {
    const withAlias = renamed.replace("name: issue_refund", "name: issue_refund\n    aliases: [process_refund]");
    const findings = await findingsOf(`${support}${guardrails}`, `${withAlias}${guardrails}`);
    expect(findings.map(({ rule, severity }) => [rule, severity.inFlight, severity.newSessions])).toEqual([
      ["TOOL_RENAMED_WITH_ALIAS", "safe", "safe"],
    ]);
  });

  test("a worked example that was forgotten is told too", async () => {
    const forgotten = renamed.replace("call issue_refund(", "call process_refund(");
    const findings = await findingsOf(support, forgotten);
    expect(findings.map(({ rule }) => rule)).toEqual(["TOOL_RENAMED", "PROMPT_DANGLING_TOOL", "GOLDEN_STALE"]);
  });

  test("whatever else is polished at the same time: it is still the same tool", async () => {
    const polished = renamed
      .replace("Pay money back for an order. The amount", "Pay money back for an order of a customer. The amount")
      .replace("amount: { type: number } }", "amount: { type: number }, note: { type: string } }");
    const findings = await findingsOf(`${support}${guardrails}`, `${polished}${guardrails}`);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual([
      "GOLDEN_STALE",
      "GUARD_DANGLING_TARGET",
      "PARAM_OPTIONAL_ADDED",
      "TOOL_DESC_CHANGED",
      "TOOL_RENAMED",
    ]);
  });
});

async function findingsOf(before: string, after: string): Promise<readonly ChangeFinding[]> {
  const path = "goldens/support/tasks.yaml";
  const { tasks } = await readGoldens(memoryTree({ [path]: golden }), path);
  const goldens = { before: tasks, after: tasks };
  return diffContracts(await contractFrom(before), await contractFrom(after), { count, goldens }).findings;
}
