import { describe, expect, test } from "vitest";
import { lintFiles } from "../../helpers/lint.ts";

/** A typing error in one place hides no fault of another place, and invents none. */
describe("faults beside broken parts", () => {
  const sound = {
    model: "model: { provider: openai, name: gpt-5-mini-2026-01-15 }",
    tools: "tools: [{ name: get_order, effect: read }, { name: issue_refund, effect: destructive }]",
    guardrails: "guardrails: [{ id: gone, tool: refund, decision: deny }]",
    budgets: "budgets: { max_calls_per_tool: { refund: 1 } }",
  };
  const rulesOf = async (part: Partial<typeof sound>): Promise<readonly string[]> => {
    const lines = Object.values({ ...sound, ...part });
    const findings = await lintFiles({ "prompts/support/contract.yaml": ["contract: support", ...lines].join("\n") });
    return findings
      .filter(({ level }) => level === "error")
      .map(({ rule }) => rule)
      .toSorted();
  };

  test.each<[string, Partial<typeof sound>, readonly string[]]>([
    ["nothing broken", {}, ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL"]],
    [
      "an unknown key at the top",
      { model: `${sound.model}\nbudgts: {}` },
      ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL", "SHAPE"],
    ],
    ["no model", { model: "" }, ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL", "SHAPE"]],
    ["half a model", { model: "model: { provider: openai }" }, ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL", "SHAPE"]],
    [
      "an effect that is none",
      { tools: sound.tools.replace("read", "reed") },
      ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL", "SHAPE"],
    ],
    ["a tool without a name: nobody knows which tools there are", { tools: "tools: [{ effect: read }]" }, ["SHAPE"]],
    [
      "a name that is none, and a template beside it",
      { tools: 'tools: [{ name: "get order" }]\nsystem: "{{#if a}}b{{/if}}"' },
      ["SHAPE", "TEMPLATE_FAULT", "VARIABLE_UNDECLARED"],
    ],
    [
      "a decision that is none, and a schema beside it",
      {
        guardrails: sound.guardrails.replace("deny", "dney"),
        tools: "tools: [{ name: get_order, input: { type: objct } }]",
      },
      ["BUDGET_UNKNOWN_TOOL", "GUARD_UNKNOWN_TOOL", "SCHEMA_INVALID", "SHAPE"],
    ],
    ["a fragment that is not there", { tools: "tools: [{ file: ./missing.yaml }]" }, ["FRAGMENT"]],
    ["guardrails that are no list", { guardrails: "guardrails: none" }, ["BUDGET_UNKNOWN_TOOL", "SHAPE"]],
    [
      "a limit that is no number",
      { budgets: "budgets: { max_calls_per_tool: { refund: lots } }" },
      ["GUARD_UNKNOWN_TOOL", "SHAPE"],
    ],
  ])("%s", async (_name, part, rules) => {
    expect(await rulesOf(part)).toEqual(rules);
  });
});

test("golden tasks beside a broken one are judged, in their own lines", async () => {
  const findings = await lintFiles({
    "prompts/support/contract.yaml": "contract: support\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\n",
    "goldens/support/tasks.yaml":
      "contract: support\ntasks:\n  - { id: broken, input: 1 }\n  - { id: other, input: Hello, expect: { called: [refund] } }\n  - { id: third, inputt: Hello }\n",
  });
  expect(
    findings
      .filter(({ level }) => level === "error")
      .map(({ rule, place }) => `${place?.line ?? 0} ${rule}`)
      .toSorted(),
  ).toEqual(["3 SHAPE", "4 GOLDEN_UNKNOWN_TOOL", "5 SHAPE"]);
});
