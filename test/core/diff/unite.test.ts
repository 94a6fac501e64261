import { describe, expect, test } from "vitest";
import type { Contract, Tool } from "../../../src/core/contract/contract.ts";
import { type ChangeFinding, comparisonOf, diffContracts } from "../../../src/core/diff/judge.ts";
import { claimsOf } from "../../helpers/comparison.ts";
import { contractFrom } from "../fixture.ts";

const count = (): number => 0;
const empty = await contractFrom("contract: support\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\n");
const hundred = Array.from({ length: 100 }, (_, index) => toolCalled(`shop_look_up_${index}`));

describe("a hundred tools with the same kind of change are one row", () => {
  test.each<readonly [string, string, (tool: Tool, index: number) => Tool]>([
    ["another prefix", "TOOL_RENAMED", (tool) => ({ ...tool, name: tool.name.replace("shop_", "store_") })],
    ["other words", "TOOL_DESC_CHANGED", (tool) => ({ ...tool, description: `${tool.description} Ask first.` })],
    ["the same new parameter", "PARAM_OPTIONAL_ADDED", (tool) => withParameter(tool, "trace")],
    ["each a new parameter", "PARAM_OPTIONAL_ADDED", (tool, index) => withParameter(tool, `trace_${index}`)],
    ["another effect", "TOOL_EFFECT_RAISED", (tool) => ({ ...tool, effect: "destructive" })],
  ])("%s", (_what, rule, edit) => {
    const [before, after] = [withTools(hundred), withTools(hundred.map(edit))];
    const comparison = comparisonOf(before, after, { count });
    expect(diffContracts(before, after, { count }).findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(claimsOf(comparison)).toEqual(comparison.changes.map(() => 1));
  });

  test("all of them gone", () => {
    const { findings } = diffContracts(withTools(hundred), empty, { count });
    expect(findings.map(({ rule }) => rule)).toEqual(["TOOL_REMOVED"]);
    expect(findings[0]?.message).toContain("; the same goes for shop_look_up_1, ");
  });
});

describe("a row about several", () => {
  const three = hundred.slice(0, 3);
  const rowOf = (tools: readonly Tool[]): ChangeFinding | undefined =>
    diffContracts(withTools(tools), empty, { count }).findings[0];

  test("is the same in whatever order they stand", () => {
    expect(rowOf(three.toReversed())).toEqual(rowOf(three));
  });

  test("is another one where one more is among them", () => {
    expect(rowOf(hundred.slice(0, 4))?.fingerprint).not.toBe(rowOf(three)?.fingerprint);
  });

  test("begins with three: two are two rows", () => {
    expect(diffContracts(withTools(three.slice(1)), empty, { count }).findings.length).toBe(2);
  });

  test("holds only what is as grave", () => {
    const edited = three.map((tool, index) =>
      index === 0 ? withParameter(tool, "trace", ["trace"]) : withParameter(tool, "trace"),
    );
    const { findings } = diffContracts(withTools(three), withTools(edited), { count });
    expect(findings.map(({ rule }) => rule)).toEqual([
      "PARAM_REQUIRED_ADDED",
      "PARAM_OPTIONAL_ADDED",
      "PARAM_OPTIONAL_ADDED",
    ]);
  });
});

test("many tools that are all other ones are compared in the time of a test", () => {
  const other = hundred.map((tool, index) => ({
    ...toolCalled(`visit_${index}_page`),
    description: `${tool.description} ${index}`,
  }));
  const many = [...hundred, ...other];
  const changed = many.map((tool) => ({ ...tool, description: `${tool.description} Now.` }));
  expect(diffContracts(withTools(many), withTools(changed), { count }).findings).not.toEqual([]);
});

function toolCalled(name: string): Tool {
  return {
    name,
    description: "Look something up in the shop, by its number or by its name.",
    effect: "read",
    aliases: [],
    input: { type: "object", properties: { number: { type: "string" } } },
    output: null,
    annotations: {},
    stop_reason: null,
    provider_tool: null,
    contract: null,
  };
}

function withParameter(tool: Tool, name: string, required: readonly string[] = []): Tool {
  const properties = { number: { type: "string" }, [name]: { type: "string" } };
  return { ...tool, input: { type: "object", properties, ...(required.length === 0 ? {} : { required }) } };
}

function withTools(tools: readonly Tool[]): Contract {
  return { ...empty, tools };
}
