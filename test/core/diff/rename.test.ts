import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract, Tool } from "../../../src/core/contract/contract.ts";
import { folds } from "../../../src/core/diff/fold.ts";
import { comparisonOf, diffContracts } from "../../../src/core/diff/judge.ts";
import { renamedTools } from "../../../src/core/diff/rename.ts";
import { nameChange } from "../../../src/core/diff/tool-actions.ts";
import { shareNothing, traitsOf } from "../../../src/core/diff/tool-likeness.ts";
import { nameWords } from "../../../src/core/name-words.ts";
import { claimsOf } from "../../helpers/comparison.ts";
import { contractFrom } from "../fixture.ts";

const count = (): number => 0;
const empty = await contractFrom("contract: support\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\n");

test.each([
  ["issueRefund", ["issue", "refund"]],
  ["issue_refund", ["issue", "refund"]],
  ["shop__getHTTPHeader", ["shop", "get", "http", "header"]],
  ["mcp.server-2/find", ["mcp", "server", "2", "find"]],
])("the words of %s", (name, words) => expect(nameWords(name)).toEqual(words));

test.each([
  ["process_refund", "issue_refund", "alike"],
  ["get_order", "fetch_order", "alike"],
  ["get_order", "get_orders", "alike"],
  ["search", "search_customers", "alike"],
  ["create_relation", "delete_relation", "another"],
  ["enable_roaming", "disable_roaming", "another"],
  ["lock_door", "unlock_door", "another"],
  ["get_order", "delete_order", "another"],
  ["order_status", "delete_order_status", "open"],
  ["area_of_circle", "volume_of_circle", "open"],
])("%s → %s: the names are %s", (before, after, expected) => {
  expect(nameChange(nameWords(before), nameWords(after))).toBe(expected);
  expect(nameChange(nameWords(after), nameWords(before))).toBe(expected);
});

describe("tools that are different ones are never taken for one", () => {
  const pairs: readonly (readonly [string, Partial<Tool>, Partial<Tool>])[] = [
    [
      "opposites with the same arguments and nearly the same words",
      {
        name: "suspend_line",
        description: "Suspends the line of a customer.",
        input: inputOf("customer_id", "line_id"),
      },
      { name: "resume_line", description: "Resumes the line of a customer.", input: inputOf("customer_id", "line_id") },
    ],
    [
      "two that only take an id",
      { name: "get_user", description: "Look up a user.", input: inputOf("id") },
      { name: "archive_invoice", description: "Put an invoice away.", input: inputOf("id") },
    ],
    [
      "the same word and other arguments",
      { name: "search_mail", description: "Search the mail of a customer.", input: inputOf("folder") },
      { name: "search_web", description: "Search the web for a customer.", input: inputOf("question") },
    ],
  ];

  test.each(pairs)("%s", (_what, before, after) => {
    expect([...renamedTools(withTools([toolOf(before)]), withTools([toolOf(after)]))]).toEqual([]);
  });
});

describe("whatever the renaming", () => {
  const laws = { numRuns: 150 };

  test("each change is claimed exactly once, and what is renamed has something in common", () => {
    fc.assert(
      fc.property(arbitraryRenaming(), ({ before, after }) => {
        const comparison = comparisonOf(before, after, { count });
        expect(claimsOf(comparison)).toEqual(comparison.changes.map(() => 1));
        for (const [from, to] of comparison.renames) {
          const [old, now] = [toolIn(before, from), toolIn(after, to)];
          expect(now.aliases.includes(from) || !shareNothing(traitsOf(old), traitsOf(now))).toBe(true);
        }
      }),
      laws,
    );
  });

  test("names that all got the same prefix are recognised, every one", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryTool(), { minLength: 2, maxLength: 8, selector: ({ name }) => name }),
        fc.constantFrom("shop_", "shop__", "v2-"),
        (tools, prefix) => {
          const renames = renamedTools(
            withTools(tools),
            withTools(tools.map((tool) => ({ ...tool, name: `${prefix}${tool.name}` }))),
          );
          expect(Object.fromEntries(renames)).toEqual(
            Object.fromEntries(tools.map(({ name }) => [name, `${prefix}${name}`])),
          );
        },
      ),
      laws,
    );
  });

  test("a rename is told once, and no tool of it is gone or new", () => {
    fc.assert(
      fc.property(arbitraryRenaming(), ({ before, after }) => {
        const { findings } = diffContracts(before, after, { count });
        const comparison = comparisonOf(before, after, { count });
        const told = findings.filter(({ rule }) => rule === "TOOL_REMOVED" || rule === "TOOL_ADDED");
        const moved = new Set([...comparison.renames].flat());
        const folded = new Set(comparison.folds.flatMap(({ one, many, isKept }) => (isKept ? many : [one, ...many])));
        for (const { path } of told) {
          const name = String(path[1]);
          expect(folded.has(name) || (moved.has(name) && !comparison.renames.has(name))).toBe(false);
        }
      }),
      laws,
    );
  });

  test("a fold leads from tools that left to one that takes their calls, and its mirror back", () => {
    fc.assert(
      fc.property(arbitraryRenaming(), ({ before, after }) => {
        const renames = renamedTools(before, after);
        const there = folds(before, after, renames);
        const back = folds(after, before, new Map([...renames].map(([from, to]) => [to, from])));
        for (const { one, many, kind } of there) {
          expect(new Set([one, ...many]).size).toBe(many.length + 1);
          const [had, has] = kind === "folded" ? [before, after] : [after, before];
          expect(many.every((name) => isIn(had, name) && !isIn(has, name)) && isIn(has, one)).toBe(true);
        }
        const shape = (list: typeof there, kind: string): readonly string[] =>
          list
            .filter((fold) => fold.kind === kind)
            .map(({ one, many }) => [one, ...many.toSorted()].join(" "))
            .toSorted();
        const isAliased = [...before.tools, ...after.tools].some(({ aliases }) => aliases.length > 0);
        if (!isAliased) expect(shape(there, "split")).toEqual(shape(back, "folded"));
      }),
      laws,
    );
  });
});

function inputOf(...names: readonly string[]): Tool["input"] {
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])) };
}

function toolOf(part: Partial<Tool>): Tool {
  return {
    name: "tool",
    description: "",
    effect: "read",
    aliases: [],
    input: { type: "object" },
    output: null,
    annotations: {},
    stop_reason: null,
    provider_tool: null,
    contract: null,
    ...part,
  };
}

function withTools(tools: readonly Tool[]): Contract {
  return { ...empty, tools };
}

function toolIn({ tools }: Contract, name: string): Tool {
  const found = tools.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
}

function isIn({ tools }: Contract, name: string): boolean {
  return tools.some((tool) => tool.name === name);
}

const verbs = ["get", "list", "create", "cancel", "send"];
const nouns = ["order", "customer", "refund", "mail"];
const parameters = ["id", "order_id", "customer_id", "amount", "reason", "page", "kind"];

/** A tool as people write them: a verb, a noun, and a few arguments. */
function arbitraryTool(): fc.Arbitrary<Tool> {
  return fc
    .record({
      verb: fc.constantFrom(...verbs),
      noun: fc.constantFrom(...nouns),
      given: fc.subarray(parameters),
      isDescribed: fc.boolean(),
      effect: fc.constantFrom("read", "write", "destructive"),
    })
    .map(({ verb, noun, given, isDescribed, effect }) =>
      toolOf({
        name: `${verb}_${noun}`,
        description: isDescribed ? `${verb} the ${noun} that the customer speaks of.` : "",
        effect,
        input: inputOf(...given),
      }),
    );
}

/** Tools before and after names were styled, prefixed, swapped, shifted, taken at random, or folded. */
function arbitraryRenaming(): fc.Arbitrary<{ readonly before: Contract; readonly after: Contract }> {
  const how = fc.constantFrom("style", "prefix", "swap", "shift", "others", "alias", "fold");
  return fc
    .record({
      tools: fc.uniqueArray(arbitraryTool(), { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
      others: fc.uniqueArray(arbitraryTool(), { maxLength: 6, selector: ({ name }) => name }),
      which: fc.array(how, { minLength: 6, maxLength: 6 }),
      isBack: fc.boolean(),
    })
    .map(({ tools, others, which, isBack }) => {
      const renamed = tools.flatMap((tool, index) => renamedAs(which[index] ?? "style", tool, tools, others));
      const unique = [...new Map(renamed.map((tool) => [tool.name, tool])).values()];
      const [before, after] = [withTools(tools), withTools(unique)];
      return isBack ? { before: after, after: before } : { before, after };
    });
}

function renamedAs(how: string, tool: Tool, tools: readonly Tool[], others: readonly Tool[]): readonly Tool[] {
  switch (how) {
    case "style":
      return [{ ...tool, name: tool.name.replace(/_(.)/, (_, letter: string) => letter.toUpperCase()) }];
    case "prefix":
      return [{ ...tool, name: `shop_${tool.name}` }];
    case "swap":
    case "shift": {
      const step = how === "swap" ? tools.length - 1 : 1;
      const next = tools[(tools.indexOf(tool) + step) % tools.length] ?? tool;
      return [{ ...tool, name: next.name }];
    }
    case "alias":
      return [{ ...tool, name: `new_${tool.name}`, aliases: [tool.name] }];
    case "fold":
      return [
        {
          ...tool,
          name: "handle_order",
          input: {
            type: "object",
            properties: {
              ...(inputOf(...parameters)["properties"] as Tool["input"]),
              action: { type: "string", enum: verbs },
            },
          },
        },
      ];
    default:
      return others;
  }
}
