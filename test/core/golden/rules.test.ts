import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContract } from "../../../src/core/contract/read.ts";
import { lintGoldens } from "../../../src/core/golden/lint.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import { goldenRules } from "../../../src/core/golden/rules/index.ts";
import { memoryTree } from "../../helpers/tree.ts";

/** Tools with schemas of every kind, some of them broken: laws speak of those, and no rule may fall over them. */
const contract = `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: You answer in {{environment.name}}.
tools:
  - name: plain
    effect: read
    aliases: [old]
    input: { type: object, required: [id], properties: { id: { type: string }, to: { type: object, properties: { zip: { type: string } } } } }
    output: { type: object, required: [ok] }
  - { name: open, effect: write, input: { type: object } }
  - { name: nothing, effect: destructive, input: { type: object, additionalProperties: false }, stop_reason: done }
  - { name: odd, effect: write, input: { properties: { id: { $ref: "#/$defs/nowhere" }, to: true }, patternProperties: { "(a+)+$": false } }, output: { $ref: "#/$defs/x" } }
  - { name: broken, effect: read, input: { type: objekt, properties: { id: { type: [], pattern: "(" } } }, output: { minimum: x } }
guardrails: [{ id: ask, tool: open, decision: confirm }, { id: never, effect: destructive, decision: deny }]
budgets: { max_steps: 4, max_tool_calls: 3, max_calls_per_tool: { plain: 1 } }
stop_reasons: [done]
`;

const toolName = fc.constantFrom("plain", "old", "open", "nothing", "odd", "broken", "unknown");
const value = fc.oneof(
  fc.constantFrom(null, 1, -0.5, "x", `${"a".repeat(40)}!`, true),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom("zip", "id", "valueOf"), fc.integer(), { maxKeys: 2 }),
);
const args = fc.dictionary(fc.constantFrom("id", "to", "idd", "toString", ""), value, { maxKeys: 3 });
const schema = fc.constantFrom(
  {},
  { required: ["id"] },
  { properties: { idd: { minimum: 1 } } },
  { properties: 1 },
  { required: "id" },
  { type: "objekt" },
);
const pattern = fc.oneof(
  toolName,
  fc.record({ tool: toolName, args, schema, times: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: ["tool"] }),
);
const patterns = fc.array(pattern, { maxLength: 3 });
const check = fc.record(
  {
    path: fc.constant("$.x"),
    contains: fc.string(),
    regex: fc.constantFrom("(", "a+", "(a+)+$"),
    schema,
    equals: value,
  },
  { requiredKeys: [] },
);
const checks = fc.array(fc.oneof(check, fc.record({ any: fc.array(check, { minLength: 1, maxLength: 2 }) })), {
  maxLength: 2,
});
const entry = fc.record(
  { args, return: value, error: fc.string(), after: toolName, times: fc.integer({ min: 1, max: 3 }) },
  { requiredKeys: [] },
);
const fields = {
  input: fc.string(),
  turns: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  tools: fc.dictionary(toolName, fc.array(entry, { maxLength: 3 })),
  on_confirm: fc.constantFrom("stop", "approve", "deny"),
  expect_stop_reason: fc.oneof(
    fc.constantFrom("finish", "done", "needs_confirmation", "budget_exceeded", "nonsense"),
    fc.array(fc.constantFrom("finish", "done"), { minLength: 1 }),
  ),
  max_tool_calls: fc.integer({ min: 0, max: 5 }),
  max_seconds: fc.integer({ min: 0, max: 5 }),
  max_calls_per_tool: fc.dictionary(toolName, fc.integer({ min: 0, max: 3 })),
  repeat: fc.record({ runs: fc.integer({ min: 1, max: 3 }), pass: fc.integer({ min: 1, max: 3 }) }),
  expect: fc.record(
    {
      writes: patterns,
      called: patterns,
      not_called: patterns,
      order: patterns,
      confirmed: patterns,
      denied: patterns,
      output: checks,
      said: checks,
    },
    { requiredKeys: [] },
  ),
};
const task = fc.record(fields, { requiredKeys: [] });

describe("whatever a golden task says", () => {
  test("no rule falls over it, every finding says where and what, and each is a finding of its own", async () => {
    const files = fc.record({ defaults: task, tasks: fc.array(task, { minLength: 1, maxLength: 3 }) });
    const path = "prompts/support/contract.yaml";
    const { draft } = await readContract(memoryTree({ [path]: contract }), path);
    if (draft === null) throw new Error("the contract cannot be read");
    await fc.assert(
      fc.asyncProperty(files, async ({ defaults, tasks }) => {
        const golden = {
          contract: "support",
          defaults,
          tasks: tasks.map((one, index) => ({ id: `t${index}`, ...one })),
        };
        const file = "goldens/support/tasks.yaml";
        const { drafts, findings } = await readGoldens(memoryTree({ [file]: JSON.stringify(golden, null, 1) }), file);
        expect(findings).toEqual([]);
        const ofTasks = lintGoldens(drafts, [draft.authored.contract], goldenRules);
        for (const { rule, message, hint, place } of ofTasks) {
          expect(message, rule).not.toMatch(/undefined|\[object|NaN/);
          expect(hint, `${rule}: ${message}`).not.toBeNull();
          expect(place?.line).toBeGreaterThan(0);
        }
        const advice = ofTasks.flatMap(({ rule, fingerprint, path, message }) =>
          fingerprint === null ? [] : [{ key: `${rule} ${fingerprint}`, said: `${path.join("/")} ${message}` }],
        );
        const first = new Map(advice.map(({ key, said }) => [key, said]));
        expect(advice.filter(({ key, said }) => first.get(key) !== said)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
