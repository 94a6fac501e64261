import fc from "fast-check";
import { expect, test } from "vitest";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { lintContract } from "../../../src/core/contract/lint.ts";
import { type Draft, readContract } from "../../../src/core/contract/read.ts";
import { contractRules } from "../../../src/core/contract/rules/index.ts";
import { textsIn } from "../../../src/core/contract/texts.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../src/core/json.ts";
import type { Path } from "../../../src/core/place.ts";
import { arbitraryContract } from "../../helpers/arbitrary-contract.ts";
import { memoryTree } from "../../helpers/tree.ts";

/** Words that rules listen for, in any order: what comes out is no English, and must not matter. */
const prose = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'get_order({"order_id": 1001})',
        'issue_refund(order_id="1001", amount=-5)',
        "issue_refund(order=",
        '{"name": "get_order", "arguments": {"order_id": null}}',
        "the `find_shop` tool",
        "call find_shop",
        "the `amount` parameter of `issue_refund`",
        "There is no",
        "If it fails, try again",
        "until it works",
        "at most 3 sentences",
        "at most 5 sentences",
        "no more than 90 tool calls",
        "Answer:",
        "{{customer}}",
        "{{environment.name}}",
        "{{#tier}}",
        "{% if tier %}",
        "Wrong:",
        "\n\n",
        "\n- ",
        "```",
        ". ",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(" "));

/** Hints of another type are a fault of shape, and others say nothing. */
function hints(annotations: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(annotations).map((name) => [name, name === "title" ? "Title" : true]));
}

const contracts = fc
  .record({ contract: arbitraryContract(), prose, description: prose, literal: fc.boolean() })
  .map(({ contract, prose: text, description, literal }): Contract => {
    const [first, ...others] = contract.tools.map((tool) => ({
      ...tool,
      annotations: hints(tool.annotations),
      provider_tool: null,
    }));
    const { max_steps, max_tokens, max_seconds } = contract.budgets;
    return {
      ...contract,
      system: [...contract.system, { text, literal }],
      tools: first === undefined ? [] : [{ ...first, description }, ...others],
      // Limits of 0 are a fault of shape.
      budgets: {
        ...contract.budgets,
        max_steps: max_steps || null,
        max_tokens: max_tokens || null,
        max_seconds: max_seconds || null,
      },
    };
  });

test("whatever a contract says, every rule answers, the same each time, and points at something", async () => {
  const heard = new Set<string>();
  await fc.assert(
    fc.asyncProperty(contracts, async (contract) => {
      const draft = await draftOf(contract);
      if (draft === null) return;
      const texts = new Map(textsIn(draft.authored.written).map(({ path, text }) => [path.join("/"), text]));
      for (const rule of contractRules) {
        const faults = rule.judge(draft.authored);
        for (const { path, offset } of faults) {
          heard.add(rule.id);
          expect(exists(draft.authored.document.value, path), `${rule.id} at ${path.join("/")}`).toBe(true);
          if (offset === undefined) continue;
          expect(offset, rule.id).toBeGreaterThanOrEqual(0);
          expect(offset, rule.id).toBeLessThanOrEqual(texts.get(path.join("/"))?.length ?? -1);
        }
        expect(rule.judge(draft.authored)).toEqual(faults);
        const findings = lintContract(draft, [rule]).filter(({ fingerprint }) => fingerprint !== null);
        const said = new Map(
          findings.map(({ fingerprint, path, message }) => [`${path.join("/")} ${message}`, fingerprint]),
        );
        expect(new Set(said.values()).size, `two faults of ${rule.id} under one fingerprint`).toBe(said.size);
      }
    }),
    { numRuns: 300 },
  );
  // A law about rules that never speak would say little.
  expect(heard.size).toBeGreaterThan(20);
});

async function draftOf(contract: Contract): Promise<Draft | null> {
  const { options: _, stop: __, ...model } = contract.model;
  const file = {
    contract: "support",
    model,
    variables: contract.variables,
    system: contract.system.map(({ text, literal }) => (literal ? { literal: text } : text)),
    messages: contract.messages,
    tools: contract.tools.map(present),
    ...(contract.output === null ? {} : { output: contract.output }),
    guardrails: contract.guardrails.map(present),
    budgets: present(contract.budgets),
    stop_reasons: contract.stop_reasons,
    knowledge: contract.knowledge,
    sessions: contract.sessions,
  };
  const path = "prompts/support/contract.yaml";
  return (await readContract(memoryTree({ [path]: JSON.stringify(file, safe) }), path)).draft;
}

/** What YAML may hold. */
function safe(_key: string, value: unknown): unknown {
  return typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 1 : value;
}

function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

/** The part itself, or at least the one that it is missing from. */
function exists(value: Json, path: Path): boolean {
  let part: Json | undefined = value;
  for (const step of path.slice(0, -1)) {
    part = isJsonArray(part) ? part[Number(step)] : isJsonObject(part) ? part[step] : undefined;
  }
  return path.length === 0 || isJsonArray(part) || isJsonObject(part);
}
