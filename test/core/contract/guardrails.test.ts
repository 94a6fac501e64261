import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkToolCall } from "../../../src/core/run/checkpoint.ts";
import { freshMeter, type Meter } from "../../../src/core/run/meter.ts";
import { type Draft, readContract } from "../../../src/core/contract/read.ts";
import { guardConditionAlways } from "../../../src/core/contract/rules/guard-condition-always.ts";
import { guardConditionNever } from "../../../src/core/contract/rules/guard-condition-never.ts";
import { guardNeverDecides } from "../../../src/core/contract/rules/guard-never-decides.ts";
import { guardNeverLifted } from "../../../src/core/contract/rules/guard-never-lifted.ts";
import type { ContractRule } from "../../../src/core/contract/rule.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { memoryTree } from "../../helpers/tree.ts";

/** What a rule claims about a guardrail, the checkpoint has to bear out. */

const names = ["find_user", "add_note", "issue_refund"] as const;
const parameter = fc.constantFrom<JsonObject>(
  { type: "number", maximum: 50 },
  { type: "string", enum: ["a", "b"] },
  { type: "string", maxLength: 1 },
  { type: "integer" },
  {},
);
const condition = fc.constantFrom<JsonObject>(
  { exclusiveMinimum: 100 },
  { maximum: 10 },
  { enum: ["b", "c"] },
  { const: "c" },
  { minLength: 2 },
  { type: "string" },
  {},
);
const guardrail = fc.record(
  {
    tool: fc.constantFrom(...names),
    effect: fc.subarray(["read", "write", "destructive"], { minLength: 1 }),
    when: condition.map((x) => ({ properties: { x } })),
    unless_called: fc.subarray([...names], { minLength: 1 }),
    decision: fc.constantFrom("allow", "confirm", "deny", "deny"),
  },
  { requiredKeys: ["decision"] },
);
const contract = fc.record({
  tools: fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), effect: effect(), input: input() }))),
  guardrails: fc
    .array(guardrail, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one, at) => ({ id: `g${at}`, ...one }))),
});

const calls: readonly JsonObject[] = [{}, ...[1, 101, "b", "abc"].map((x) => ({ x }))];
const histories = [[], ["find_user"], ["add_note"], [...names]];

describe("guardrails that a rule calls idle change nothing when they go", () => {
  test.each([
    ["never decides", guardNeverDecides],
    ["a condition that never holds", guardConditionNever],
  ])("%s", async (_name, rule) => {
    let claims = 0;
    await everyContract(async ({ authored }) => {
      const { contract: read } = authored;
      for (const index of accused(rule, authored)) {
        claims += 1;
        const id = `g${index}`;
        const without = { ...read, guardrails: read.guardrails.filter((one) => one.id !== id) };
        for (const [meter, name, args] of everyCall()) {
          expect(checkToolCall(without, meter, name, args).kind).toBe(checkToolCall(read, meter, name, args).kind);
        }
      }
    });
    expect(claims).toBeGreaterThan(0);
  });
});

test("what never lifts a guardrail is never called, in whatever order tools are tried", async () => {
  let claims = 0;
  await everyContract(async ({ authored }) => {
    const { contract: read, written } = authored;
    const locked = accused(guardNeverLifted, authored);
    if (locked.length === 0) return;
    const called = new Set<string>();
    for (let round = 0; round < names.length; round += 1) {
      for (const [, name, args] of everyCall()) {
        const { kind } = checkToolCall(read, { ...freshMeter, succeeded: new Set(called) }, name, args);
        if (kind === "allow" || kind === "confirm") called.add(name);
      }
    }
    for (const index of locked) {
      claims += 1;
      expect(written.guardrails[index]?.unless_called?.filter((name) => called.has(name))).toEqual([]);
    }
  });
  expect(claims).toBeGreaterThan(0);
});

test("a condition that always holds is met by every call that gives the parameter", async () => {
  let claims = 0;
  await everyContract(async ({ authored }) => {
    const { contract: read } = authored;
    for (const index of accused(guardConditionAlways, authored)) {
      claims += 1;
      const plain = read.guardrails.map((one) =>
        one.id === `g${index}` ? { ...one, when: { properties: { x: {} } } } : one,
      );
      for (const [meter, name, args] of everyCall()) {
        const bare = checkToolCall({ ...read, guardrails: plain }, meter, name, args);
        expect(checkToolCall(read, meter, name, args)).toEqual(bare);
      }
    }
  });
  expect(claims).toBeGreaterThan(0);
});

async function everyContract(judge: (draft: Draft) => Promise<void>): Promise<void> {
  const path = "prompts/support/contract.yaml";
  await fc.assert(
    fc.asyncProperty(contract, async (part) => {
      const file = { contract: "support", model: { provider: "openai", name: "gpt-5-mini-2026-01-15" }, ...part };
      const { draft } = await readContract(memoryTree({ [path]: JSON.stringify(file) }), path);
      if (draft !== null) await judge(draft);
    }),
    { numRuns: 300 },
  );
}

/** The positions of the guardrails that the rule speaks about. */
function accused(rule: ContractRule, authored: Draft["authored"]): readonly number[] {
  return rule.judge(authored).map(({ path }) => Number(path[1]));
}

function everyCall(): readonly (readonly [Meter, string, JsonObject])[] {
  return histories.flatMap((succeeded) =>
    names.flatMap((name) =>
      calls.map((args) => [{ ...freshMeter, succeeded: new Set(succeeded) }, name, args] as const),
    ),
  );
}

function effect(): fc.Arbitrary<string> {
  return fc.constantFrom("read", "write", "destructive");
}

function input(): fc.Arbitrary<JsonObject> {
  return fc.tuple(parameter, fc.boolean()).map(([x, isClosed]) => ({
    type: "object",
    properties: { x },
    ...(isClosed ? { additionalProperties: false } : {}),
  }));
}
