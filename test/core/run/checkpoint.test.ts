import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { checkToolCall, spentStep } from "../../../src/core/run/checkpoint.ts";
import { freshMeter, type Meter } from "../../../src/core/run/meter.ts";
import { contractFrom } from "../fixture.ts";

const tools = `contract: support
model: { provider: openai, name: m }
tools:
  - { name: find_user, effect: read, aliases: [find_customer] }
  - name: issue_refund
    effect: destructive
    aliases: [process_refund]
    input: { type: object, required: [amount], properties: { amount: { type: number }, note: { type: string } } }
  - { name: close_ticket, effect: write }
`;

const found: Partial<Meter> = { succeeded: new Set(["find_user"]) };

interface Case {
  readonly name: string;
  readonly contract?: string;
  readonly meter?: Partial<Meter>;
  readonly call: readonly [string, JsonObject];
  readonly says: object;
}

const allow = { kind: "allow" };
const stop = { kind: "stop", stop_reason: "budget_exceeded" };
const refund = (amount: number): Case["call"] => ["issue_refund", { amount }];

const cases: Readonly<Record<string, readonly Case[]>> = {
  "the tool and its arguments": [
    { name: "a call like any other", call: refund(1), says: allow },
    {
      name: "an old name",
      call: ["process_refund", { amount: 1 }],
      says: { ...allow, tool: { name: "issue_refund" } },
    },
    { name: "no such tool", call: ["refund_order", {}], says: { kind: "deny", guardrail: null } },
    { name: "what every object inherits is no tool", call: ["toString", {}], says: { kind: "deny", guardrail: null } },
    { name: "an argument is missing", call: ["issue_refund", {}], says: { kind: "deny", guardrail: null } },
    {
      name: "an argument of another type",
      call: ["issue_refund", { amount: "1" }],
      says: { kind: "deny", guardrail: null },
    },
    {
      name: "arguments are validated before guardrails",
      contract: "guardrails: [{ id: x, tool: issue_refund, decision: confirm }]",
      call: ["issue_refund", {}],
      says: { kind: "deny", guardrail: null },
    },
  ],
  "which guardrail applies": [
    {
      name: "of this tool",
      contract: "guardrails: [{ id: x, tool: issue_refund, decision: confirm }]",
      call: refund(1),
      says: { kind: "confirm", guardrail: "x" },
    },
    {
      name: "of another tool",
      contract: "guardrails: [{ id: x, tool: issue_refund, decision: deny }]",
      call: ["close_ticket", {}],
      says: allow,
    },
    {
      name: "by an old name of the tool",
      contract: "guardrails: [{ id: x, tool: process_refund, decision: deny }]",
      call: refund(1),
      says: { kind: "deny", guardrail: "x" },
    },
    {
      name: "of an effect",
      contract: "guardrails: [{ id: x, effect: [write, destructive], decision: deny }]",
      call: refund(1),
      says: { kind: "deny", guardrail: "x" },
    },
    {
      name: "of another effect",
      contract: "guardrails: [{ id: x, effect: write, decision: deny }]",
      call: refund(1),
      says: allow,
    },
    {
      name: "of every tool",
      contract: "guardrails: [{ id: x, decision: deny }]",
      call: ["find_user", {}],
      says: { kind: "deny", guardrail: "x" },
    },
    {
      name: "deny beats confirm beats allow",
      contract:
        "guardrails: [{ id: a, tool: issue_refund, decision: allow }, { id: b, tool: issue_refund, decision: deny }, { id: c, tool: issue_refund, decision: confirm }]",
      call: refund(1),
      says: { kind: "deny", guardrail: "b" },
    },
    {
      name: "confirm beats allow",
      contract: "guardrails: [{ id: a, tool: issue_refund, decision: confirm }, { id: b, decision: allow }]",
      call: refund(1),
      says: { kind: "confirm", guardrail: "a" },
    },
  ],
  "the condition of a guardrail": [
    {
      name: "holds",
      contract:
        "guardrails: [{ id: x, tool: issue_refund, when: { properties: { amount: { exclusiveMinimum: 100 } } }, decision: deny }]",
      call: refund(101),
      says: { kind: "deny" },
    },
    {
      name: "does not hold",
      contract:
        "guardrails: [{ id: x, tool: issue_refund, when: { properties: { amount: { exclusiveMinimum: 100 } } }, decision: deny }]",
      call: refund(100),
      says: allow,
    },
    {
      name: "a property that is named must be there",
      contract:
        "guardrails: [{ id: x, tool: issue_refund, when: { properties: { note: { maxLength: 5 } } }, decision: deny }]",
      call: refund(1),
      says: allow,
    },
    {
      name: "and is there",
      contract:
        "guardrails: [{ id: x, tool: issue_refund, when: { properties: { note: { maxLength: 5 } } }, decision: deny }]",
      call: ["issue_refund", { amount: 1, note: "" }],
      says: { kind: "deny" },
    },
    {
      name: "a property that is named must be there, also where `required` names another",
      contract:
        "guardrails: [{ id: x, tool: issue_refund, when: { required: [amount], properties: { note: { maxLength: 5 } } }, decision: deny }]",
      call: refund(1),
      says: allow,
    },
  ],
  "a guardrail is lifted": [
    {
      name: "not yet",
      contract: "guardrails: [{ id: x, tool: close_ticket, unless_called: [find_user], decision: deny }]",
      call: ["close_ticket", {}],
      says: { kind: "deny" },
    },
    {
      name: "by a call that succeeded",
      contract: "guardrails: [{ id: x, tool: close_ticket, unless_called: [find_user], decision: deny }]",
      meter: found,
      call: ["close_ticket", {}],
      says: allow,
    },
    {
      name: "not by another call",
      contract: "guardrails: [{ id: x, tool: close_ticket, unless_called: [issue_refund], decision: deny }]",
      meter: found,
      call: ["close_ticket", {}],
      says: { kind: "deny" },
    },
    {
      name: "by a call of the tool that it names by an old name",
      contract: "guardrails: [{ id: x, tool: close_ticket, unless_called: [find_customer], decision: deny }]",
      meter: found,
      call: ["close_ticket", {}],
      says: allow,
    },
  ],
  "what is left of the budgets": [
    {
      name: "a call is left",
      contract: "budgets: { max_tool_calls: 2 }",
      meter: { toolCalls: 1 },
      call: ["find_user", {}],
      says: allow,
    },
    {
      name: "no call is left",
      contract: "budgets: { max_tool_calls: 2 }",
      meter: { toolCalls: 2 },
      call: ["find_user", {}],
      says: stop,
    },
    {
      name: "no call is left, not even of a tool that is not there",
      contract: "budgets: { max_tool_calls: 0 }",
      call: ["refund_order", {}],
      says: stop,
    },
    {
      name: "no call of this tool is left",
      contract: "budgets: { max_calls_per_tool: { find_user: 1 } }",
      meter: { callsPerTool: new Map([["find_user", 1]]) },
      call: ["find_user", {}],
      says: stop,
    },
    {
      name: "calls by the old name count",
      contract: "budgets: { max_calls_per_tool: { find_user: 2 } }",
      meter: { callsPerTool: new Map([["find_user", 2]]) },
      call: ["find_customer", {}],
      says: stop,
    },
    {
      name: "a limit by the old name",
      contract: "budgets: { max_calls_per_tool: { find_customer: 1 } }",
      meter: { callsPerTool: new Map([["find_user", 1]]) },
      call: ["find_user", {}],
      says: stop,
    },
    {
      name: "calls of another tool do not count",
      contract: "budgets: { max_calls_per_tool: { find_user: 1 } }",
      meter: { callsPerTool: new Map([["close_ticket", 9]]) },
      call: ["find_user", {}],
      says: allow,
    },
    {
      name: "budgets come before guardrails",
      contract: "budgets: { max_tool_calls: 0 }\nguardrails: [{ id: x, decision: deny }]",
      call: ["find_user", {}],
      says: stop,
    },
  ],
};

for (const [group, some] of Object.entries(cases)) {
  describe(group, () => {
    for (const { name, contract = "", meter, call, says } of some) {
      test(name, async () => {
        expect(
          checkToolCall(await contractFrom(`${tools}${contract}\n`), { ...freshMeter, ...meter }, ...call),
        ).toMatchObject(says);
      });
    }
  });
}

describe("whether another step of the model is left", () => {
  test.each<[string, string, Partial<Meter>, boolean]>([
    ["no budget", "", { steps: 1e6, tokens: 1e9 }, true],
    ["a step is left", "budgets: { max_steps: 2 }", { steps: 1 }, true],
    ["no step is left", "budgets: { max_steps: 2 }", { steps: 2 }, false],
    ["a token is left", "budgets: { max_tokens: 100 }", { tokens: 99 }, true],
    ["no token is left", "budgets: { max_tokens: 100 }", { tokens: 100 }, false],
  ])("%s", async (_name, contract, meter, left) => {
    expect(spentStep(await contractFrom(`${tools}${contract}\n`), { ...freshMeter, ...meter }) === null).toBe(left);
  });
});
