import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { type ChangeFinding, diffContracts } from "../../../src/core/diff/judge.ts";
import { isJsonObject, type JsonObject } from "../../../src/core/json.ts";
import { checkToolCall, decidingGuardrail } from "../../../src/core/run/checkpoint.ts";
import { freshMeter } from "../../../src/core/run/meter.ts";
import { matchesSchema } from "../../../src/core/schema/validate.ts";
import { arbitraryContract } from "../../helpers/arbitrary-contract.ts";
import { contractFrom } from "../fixture.ts";

const count = (): number => 0;

describe("two contracts that differ in their guardrails alone", () => {
  const pair = fc
    .record({ before: arbitraryContract(), donor: arbitraryContract() })
    .map(({ before, donor }) => ({ before, after: { ...before, guardrails: donor.guardrails } }));

  test("where a call is decided otherwise, some finding is not safe", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const { findings } = diffContracts(before, after, { count });
        if (findings.every(({ severity }) => severity.newSessions === "safe")) {
          expect(callsIn(before).filter((call) => decide(before, call) !== decide(after, call))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("a call that is shown as one that is decided otherwise is one", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        for (const { message, witness } of diffContracts(before, after, { count }).findings) {
          const [, tool] = /this call of (\S+) /.exec(witness?.says ?? "") ?? [];
          const args = witness?.value;
          if (tool === undefined || !isJsonObject(args)) continue;
          const called = before.tools.map(({ name }) => name);
          const without = / where (.*) was not called before/.exec(witness?.says ?? "")?.[1]?.split(/, | or /) ?? [];
          const call = { tool, args, called: called.filter((name) => !without.includes(name)) };
          expect(decide(before, call), message).not.toBe(decide(after, call));
        }
      }),
      { numRuns: 100 },
    );
  });
});

interface ToolCall {
  readonly tool: string;
  readonly args: JsonObject;
  readonly called: readonly string[];
}

/** Calls of every tool, with arguments of all kinds, after some others. */
function callsIn({ tools }: Contract): readonly ToolCall[] {
  const names = tools.map(({ name }) => name);
  const before = [
    [],
    names,
    ...names.map((name) => [name]),
    ...names.map((name) => names.filter((one) => one !== name)),
  ];
  const values = [undefined, "", "a", -1, 0, 7, 1e9, null, true];
  const given = values.flatMap((amount) =>
    values.flatMap((order_id) =>
      [undefined, 1, "x"].map((required) => JSON.parse(JSON.stringify({ amount, order_id, required })) as JsonObject),
    ),
  );
  return tools.flatMap(({ name, input }) =>
    given
      .filter((args) => matchesSchema(input, args))
      .flatMap((args) => before.map((called) => ({ tool: name, args, called }))),
  );
}

function decide(contract: Contract, { tool: name, args, called }: ToolCall): string {
  const tool = contract.tools.find((one) => one.name === name);
  if (tool === undefined) return "no such tool";
  return decidingGuardrail(contract, tool, { ...freshMeter, succeeded: new Set(called) }, args)?.decision ?? "allow";
}

describe("a guardrail whose condition no longer sees anything", () => {
  const contract = (tool: string, guardrail: string): string => `
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
tools:
  - name: issue_refund
    effect: destructive
    input: ${tool}
guardrails:
  - ${guardrail}
`;
  const overHundred =
    "{ id: big, tool: issue_refund, when: { properties: { amount: { exclusiveMinimum: 100 } } }, decision: confirm }";
  const onTotal = overHundred.replace("amount", "total");
  const amount =
    "{ type: object, required: [amount], properties: { amount: { type: number } }, additionalProperties: false }";
  const total = amount.replaceAll("amount", "total");
  const kind = "{ type: object, properties: { kind: { enum: [card, wire] } } }";
  const wires = "{ id: wires, tool: issue_refund, when: { properties: { kind: { const: wire } } }, decision: deny }";

  test.each([
    ["a parameter that has another name", [amount, overHundred], [total, overHundred], ["GUARD_DANGLING_TARGET"]],
    ["a parameter that is gone", [amount, overHundred], ["{ type: object }", overHundred], ["GUARD_DANGLING_TARGET"]],
    ["a value that is gone", [kind, wires], [kind.replace("wire", "transfer"), wires], ["GUARD_DANGLING_TARGET"]],
    [
      "a condition about a parameter that there never was",
      [amount, overHundred],
      [amount, onTotal],
      ["GUARD_DANGLING_TARGET"],
    ],
    [
      "a parameter that is followed to its new name",
      [amount, overHundred],
      [total, onTotal],
      ["GUARD_CONDITION_CHANGED"],
    ],
    ["a value beside it that is gone", [kind, wires], [kind.replace("card", "cash"), wires], []],
  ] as const)("%s", async (_what, was, is, rules) => {
    const findings = await guardFindings(contract(was[0], was[1]), contract(is[0], is[1]));
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
  });

  test("says which parameter came in its place, and that nobody is asked", async () => {
    const [finding] = await guardFindings(contract(amount, overHundred), contract(total, overHundred));
    expect(finding?.message).toBe(
      'the guardrail big is disarmed: it says "issue_refund needs a confirmation when amount is over 100", and issue_refund has no amount any more, but total: nobody is asked before such calls of issue_refund',
    );
    expect(finding?.wayOut).toBe("write the condition of big about total");
  });

  test("is safe where the guardrail follows the parameter, and not where the parameter takes something else too", async () => {
    const text = total.replace("number", "string");
    const [safe] = await guardFindings(contract(amount, overHundred), contract(total, onTotal));
    const [other] = await guardFindings(contract(amount, overHundred), contract(text, onTotal));
    expect([safe?.severity.newSessions, other?.severity.newSessions]).toEqual(["safe", "dangerous"]);
  });
});

test("the shown call is one that a runtime lets through now", async () => {
  const contract = (limit: number): string => `
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
tools:
  - name: issue_refund
    effect: destructive
    input: { type: object, required: [amount], properties: { amount: { type: number } } }
guardrails:
  - { id: big, tool: issue_refund, when: { properties: { amount: { exclusiveMinimum: ${limit} } } }, decision: confirm }
`;
  const [before, after] = [await contractFrom(contract(100)), await contractFrom(contract(1000))];
  const [finding] = diffContracts(before, after, { count }).findings;
  const args = finding?.witness?.value as JsonObject;
  expect([before, after].map((side) => checkToolCall(side, freshMeter, "issue_refund", args).kind)).toEqual([
    "confirm",
    "allow",
  ]);
});

async function guardFindings(before: string, after: string): Promise<readonly ChangeFinding[]> {
  const { findings } = diffContracts(await contractFrom(before), await contractFrom(after), { count });
  return findings.filter(({ rule }) => rule.startsWith("GUARD_"));
}
