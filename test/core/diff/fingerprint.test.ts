import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundleDocument } from "../../../src/core/bundle/seal.ts";
import type { Contract, Tool } from "../../../src/core/contract/contract.ts";
import { aboutOf } from "../../../src/core/diff/about.ts";
import { newCredentials } from "../../../src/core/diff/credentials.ts";
import { comparisonOf, diffContracts, judgementsOf } from "../../../src/core/diff/judge.ts";
import { wordsOf } from "../../../src/core/diff/text/tokens.ts";
import type { Judged } from "../../../src/core/diff/rule.ts";
import { openTokenCounter } from "../../../src/world/tokenizer.ts";
import { arbitraryRivals } from "../../helpers/arbitrary-contract.ts";
import { contractFrom, filesIn, foldersIn } from "../fixture.ts";

const { count } = openTokenCounter();
const fixtures = ["./rules/", "./scenarios/"].flatMap((all) => {
  const folder = new URL(all, import.meta.url);
  return foldersIn(folder).map((name) => new URL(`${name}/`, folder));
});

describe("who accepted one change has not accepted another one", () => {
  test("two changes of the same part under the same rule have different fingerprints", () => {
    fc.assert(
      fc.property(arbitraryRivals(), ({ before, edits }) => {
        const [left = [], right = []] = edits.map((after) =>
          judgementsOf(comparisonOf(before, after, { count: () => 0 })),
        );
        for (const one of left) {
          for (const other of right.filter((rival) => isSamePrint(one, rival)))
            expect(ownValues(other), `${one.rule.id} ${one.judgement.message}`).toEqual(ownValues(one));
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(fixtures.map((folder) => [folder.pathname.split("/").at(-2) ?? "", folder] as const))(
    "%s: with another value, another fingerprint",
    async (_name, folder) => {
      const { before, after } = await readFixture(folder);
      const judged = judgementsOf(comparisonOf(before, after, { count: () => 0 }));
      for (const rival of rivalsOf(after)) {
        const others = judgementsOf(comparisonOf(before, rival, { count: () => 0 }));
        for (const one of judged) {
          for (const other of others.filter((found) => isSamePrint(one, found)))
            expect(ownValues(other), `${one.rule.id} ${one.judgement.message}`).toEqual(ownValues(one));
        }
      }
    },
  );
});

describe("an accepted change stays accepted", () => {
  test.each(fixtures.map((folder) => [folder.pathname.split("/").at(-2) ?? "", folder] as const))(
    "%s: where others worked beside it, and the file was written anew",
    async (_name, folder) => {
      const { before, after } = await readFixture(folder);
      const [was, is] = [beside(rewritten(before)), beside(rewritten(after))];
      const now = await printsOf(was, is);
      expect(now).toEqual(expect.arrayContaining([...(await printsOf(before, after))]));
    },
  );
});

async function readFixture(folder: URL): Promise<{ before: Contract; after: Contract }> {
  const files = filesIn(folder);
  return {
    before: await contractFrom(files["before.yaml"] ?? ""),
    after: await contractFrom(files["after.yaml"] ?? ""),
  };
}

/** Rules about the weight of the whole are about the whole. */
const aboutTheWhole = new Set([
  "PROMPT_TOKENS_GREW",
  "PROMPT_SHARE_OF_BUDGET",
  "TOOL_SET_TOO_LARGE",
  "CACHE_PREFIX_BROKEN",
  "CACHE_PREFIX_TOO_SHORT",
  "TOOL_ORDER_CHANGED",
]);

async function printsOf(before: Contract, after: Contract): Promise<readonly string[]> {
  const { findings } = diffContracts(before, after, { count, credentials: await newCredentials(before, after) });
  return findings
    .filter(({ rule }) => !aboutTheWhole.has(rule))
    .map(({ rule, fingerprint }) => `${rule} ${fingerprint}`);
}

function isSamePrint(one: Judged, other: Judged): boolean {
  return printOf(one) === printOf(other);
}

function printOf({ rule, judgement }: Judged): string {
  return JSON.stringify([rule.id, judgement.path, aboutOf(judgement)]);
}

/** What a judgement claims at its own place: what only follows from it may differ, and how a new tool is described. */
function ownValues({ rule, judgement: { path, claims } }: Judged): string {
  const own = claims.filter((change) => path.every((step, index) => change.path[index] === step));
  const isOfWords = /DESC|PROMPT/.test(rule.id);
  // A text that is gone and one that is empty are the same.
  const values = own.map((change) => ({ before: "", after: "", ...change, kind: "" }));
  return JSON.stringify(
    values.map(({ path: at, before, after }) => [at, before, after]),
    (key, value: unknown) => {
      if (key === "description" && rule.id !== "TOOL_ADDED") return undefined;
      return isOfWords && typeof value === "string" ? wordsOf(value).join(" ") : value;
    },
  );
}

/** The contract with one value changed: each number, text and choice in turn. */
function rivalsOf(contract: Contract): readonly Contract[] {
  return [
    ...contract.tools.map((tool, at): Contract =>
      withTool(contract, at, { description: `${tool.description} Or so.` }),
    ),
    ...contract.tools.map((_, at): Contract => withTool(contract, at, { effect: "write" })),
    ...contract.tools.map((tool, at): Contract => withTool(contract, at, { name: `${tool.name}_too` })),
    ...contract.tools.map((tool, at): Contract =>
      withTool(contract, at, { input: { ...tool.input, maxProperties: 9 } }),
    ),
    ...(["max_tokens", "max_steps", "max_spend_usd", "max_seconds", "max_tool_calls"] as const).flatMap((limit) => {
      const value = contract.budgets[limit];
      return value === null ? [] : [{ ...contract, budgets: { ...contract.budgets, [limit]: value * 3 } }];
    }),
    ...["temperature", "max_output_tokens", "reasoning_tokens"].flatMap((setting) => {
      const value = contract.model[setting];
      return typeof value === "number" ? [{ ...contract, model: { ...contract.model, [setting]: value * 3 } }] : [];
    }),
    { ...contract, model: { ...contract.model, name: `${contract.model.name}-next` } },
    ...contract.system.map((_, at): Contract => {
      const system = contract.system.map((part, index) =>
        index === at ? { ...part, text: `${part.text} Or so.` } : part,
      );
      return { ...contract, system };
    }),
    ...contract.knowledge.map((_, at): Contract => {
      const knowledge = contract.knowledge.map((one, index) => (index === at ? { ...one, version: "other" } : one));
      return { ...contract, knowledge };
    }),
  ];
}

function withTool(contract: Contract, at: number, part: Partial<Tool>): Contract {
  return { ...contract, tools: contract.tools.map((tool, index) => (index === at ? { ...tool, ...part } : tool)) };
}

/** As from another file of the same meaning: keys in another order. */
function rewritten(contract: Contract): Contract {
  return JSON.parse(
    JSON.stringify(contract, (key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && key !== "properties"
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    ),
  ) as Contract;
}

/** What others merged meanwhile, on both sides. */
function beside(contract: Contract): Contract {
  const other: Tool = {
    name: "unrelated_matter",
    description: "Nothing that this is about.",
    effect: "read",
    aliases: [],
    input: { type: "object", properties: { whatever: { type: "boolean" } } },
    output: null,
    annotations: {},
    stop_reason: null,
    provider_tool: null,
    contract: null,
  };
  const merged = { ...contract, tools: [other, ...contract.tools] };
  expect(Object.keys(bundleDocument(merged))).toContain("tools");
  return merged;
}
