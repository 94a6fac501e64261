import { describe, expect, test } from "vitest";
import { type ChangeFinding, diffContracts } from "../../../src/core/diff/judge.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { contractFrom } from "../fixture.ts";

const shop = `
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
variables: { tier: { type: string } }
tools:
  - { name: get_order, effect: read, input: { type: object, properties: { order_id: { type: string } } } }
  - { name: issue_refund, effect: destructive, input: { type: object, properties: { order_id: { type: string }, amount: { type: number } } } }
output: { schema: { type: object, properties: { reply: { type: string }, status: { type: string } } } }
stop_reasons: [transferred]
`;

describe("what a golden task proves", () => {
  const weaker = "GOLDEN_WEAKENED";
  const stronger = "GOLDEN_STRENGTHENED";
  const other = "GOLDEN_CHANGED";

  test.each([
    // limits
    ["max_steps: 4", "max_steps: 5", weaker],
    ["max_steps: 5", "max_steps: 4", stronger],
    ["max_spend_usd: 0.1", "", weaker],
    ["", "max_retries: 0", stronger],
    ["max_calls_per_tool: { get_order: 1 }", "max_calls_per_tool: { get_order: 2 }", weaker],
    ["max_calls_per_tool: { get_order: 1 }", "max_calls_per_tool: { get_order: 1, issue_refund: 1 }", stronger],
    ["max_increase: { tokens: 20% }", "max_increase: { tokens: 50% }", weaker],
    ["max_increase: { tokens: 20% }", "max_increase: { tokens: 10% }", stronger],
    ["max_increase: { tokens: 20% }", "max_increase: { tokens: 100 }", weaker],
    // how it ends, how often it runs, whether it counts
    ["expect_stop_reason: finish", "expect_stop_reason: [finish, refused]", weaker],
    ["expect_stop_reason: [finish, refused]", "expect_stop_reason: finish", stronger],
    ["expect_stop_reason: finish", "expect_stop_reason: refused", weaker],
    ["expect_stop_reason: [finish, refused]", "expect_stop_reason: [refused, finish]", null],
    ["expect_stop_reason: finish", "", weaker],
    ["repeat: { runs: 5, pass: 5 }", "repeat: { runs: 5, pass: 4 }", weaker],
    ["repeat: { runs: 5, pass: 5 }", "", weaker],
    ["repeat: { runs: 5, pass: 4 }", "repeat: { runs: 10, pass: 8 }", stronger],
    ["", "quarantine: flaky", weaker],
    ["quarantine: flaky", "quarantine: flaky since Monday", null],
    ["tags: [security]", "", weaker],
    ["", "tags: [security]", other],
    ["tags: [smoke]", "tags: [smoke, refunds]", null],
    ["incident: INC-1", "incident: INC-2", null],
    // calls
    ["expect: { called: [get_order] }", "expect: { called: [{ tool: get_order, args: { order_id: a } }] }", stronger],
    ["expect: { called: [{ tool: get_order, args: { order_id: a } }] }", "expect: { called: [get_order] }", weaker],
    ["expect: { called: [{ tool: get_order, times: 1 }] }", "expect: { called: [get_order] }", weaker],
    ["expect: { called: [get_order, issue_refund] }", "expect: { called: [issue_refund, get_order] }", null],
    ["expect: { order: [issue_refund, issue_refund] }", "expect: { order: [issue_refund] }", weaker],
    [
      "expect: { not_called: [{ tool: issue_refund, args: { amount: 5 } }] }",
      "expect: { not_called: [issue_refund] }",
      stronger,
    ],
    [
      "expect: { not_called: [issue_refund] }",
      "expect: { not_called: [{ tool: issue_refund, args: { amount: 5 } }] }",
      weaker,
    ],
    ["expect: { not_called: [issue_refund] }", "expect: { not_called: [{ tool: issue_refund, times: 2 }] }", weaker],
    ["expect: { writes: [] }", "expect: { writes: [issue_refund] }", weaker],
    ["expect: { writes: [issue_refund] }", "expect: { writes: [] }", weaker],
    [
      "expect: { writes: [issue_refund] }",
      "expect: { writes: [{ tool: issue_refund, schema: { required: [amount] } }] }",
      stronger,
    ],
    [
      "expect: { called: [{ tool: issue_refund, schema: { properties: { amount: { maximum: 40 } } } }] }",
      "expect: { called: [{ tool: issue_refund, schema: { properties: { amount: { maximum: 30 } } } }] }",
      stronger,
    ],
    // texts
    ["expect: { output: [{ contains: '47' }] }", "expect: { output: [{ contains: '4711' }] }", stronger],
    ["expect: { output: [{ contains: '4711' }] }", "expect: { output: [{ contains: '47' }] }", weaker],
    ["expect: { said: [{ not-contains: secret word }] }", "expect: { said: [{ not-contains: secret }] }", stronger],
    [
      "expect: { output: [{ contains: a }] }",
      "expect: { output: [{ any: [{ contains: a }, { contains: b }] }] }",
      weaker,
    ],
    [
      "expect: { output: [{ any: [{ contains: a }, { contains: b }] }] }",
      "expect: { output: [{ contains: a }] }",
      stronger,
    ],
    [
      "expect: { output: [{ path: $.status, equals: open }] }",
      "expect: { output: [{ path: $.status, equals: closed }] }",
      weaker,
    ],
    ["expect: { output: [{ schema: { maximum: 5 } }] }", "expect: { output: [{ schema: { maximum: 4 } }] }", stronger],
    // the situation
    ["on_confirm: stop", "on_confirm: approve", other],
    ["variables: { tier: gold }", "variables: { tier: basic }", other],
    ["tools: { get_order: [{ return: 1 }] }", "tools: { get_order: [{ return: 2 }] }", other],
  ])("%s → %s", async (was, is, expected) => {
    const findings = await goldenFindings([shop, shop], [was, is]);
    expect(findings.map(({ rule }) => rule)).toEqual(expected === null ? [] : [expected]);
    expect(findings.every(({ path }) => path[0] === "goldens" && path[1] === "task")).toBe(true);
  });

  test("is not told of a side whose tasks are not known", async () => {
    expect(await goldenFindings([shop, shop], [null, "max_steps: 4"])).toEqual([]);
    expect(await goldenFindings([shop, shop], ["max_steps: 4", null])).toEqual([]);
  });
});

describe("a golden task that names what a change took away", () => {
  const renamed = shop.replaceAll("issue_refund", "refund_order");
  const without = (text: string): string => shop.replace(text, "");

  test.each([
    [
      "a tool",
      renamed,
      "tools: { issue_refund: [{ return: 1 }] }",
      "still names the tool issue_refund, which this change renames to refund_order: what it expects can only fail",
    ],
    [
      "a tool that another one waits for",
      renamed,
      "tools: { get_order: [{ after: issue_refund, return: 1 }] }",
      "still names the tool issue_refund, which this change renames to refund_order: what it expects can only fail",
    ],
    [
      "a limit",
      renamed,
      "max_calls_per_tool: { issue_refund: 1 }",
      "still names the tool issue_refund, which this change renames to refund_order: what it expects can only fail",
    ],
    [
      "what is forbidden",
      renamed,
      "expect: { not_called: [issue_refund] }",
      "forbids calls of issue_refund, which this change renames to refund_order: it passes whatever the agent does",
    ],
    [
      "what is forbidden and expected",
      renamed,
      "expect: { not_called: [issue_refund], called: [issue_refund] }",
      "still names the tool issue_refund, which this change renames to refund_order: what it expects can only fail",
    ],
    [
      "a parameter",
      without(", amount: { type: number }"),
      "expect: { called: [{ tool: issue_refund, args: { amount: 5 } }] }",
      "still names the parameter amount of issue_refund, which this change takes away: what it says of it holds for no call",
    ],
    [
      "a parameter in a schema",
      without(", amount: { type: number }"),
      "expect: { not_called: [{ tool: issue_refund, schema: { properties: { amount: { minimum: 5 } } } }] }",
      "forbids calls of issue_refund by its parameter amount, which this change takes away: it passes whatever the agent does",
    ],
    [
      "a stop reason",
      without("stop_reasons: [transferred]"),
      "expect_stop_reason: [finish, transferred]",
      "still names the stop reason transferred, which this change takes away: no run ends so",
    ],
    [
      "a field of the answer",
      without(", status: { type: string }"),
      "expect: { output: [{ any: [{ path: $.status, equals: open }] }] }",
      "still names the output field status, which this change takes away: no answer has it",
    ],
    [
      "a variable",
      without("variables: { tier: { type: string } }"),
      "variables: { tier: gold }",
      "still names the variable tier, which this change takes away: nothing takes it in",
    ],
  ])("%s", async (_what, after, task, expected) => {
    const findings = await goldenFindings([shop, after], [task, task]);
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      ["GOLDEN_STALE", `the golden task task ${expected}`],
    ]);
  });

  test.each([
    [
      "by an alias",
      renamed.replace("name: refund_order,", "name: refund_order, aliases: [issue_refund],"),
      "expect: { called: [issue_refund] }",
    ],
    ["that never was", shop, "expect: { not_called: [delete_everything] }"],
    ["of the fixed core", without("stop_reasons: [transferred]"), "expect_stop_reason: refused"],
  ])("not what is named %s", async (_what, after, task) => {
    expect(await goldenFindings([shop, after], [task, task])).toEqual([]);
  });

  test("a task that follows the new name is the same task", async () => {
    const named = (tool: string): string =>
      `{ tools: { ${tool}: [{ return: 1 }] }, max_calls_per_tool: { ${tool}: 1 }, expect: { writes: [${tool}], not_called: [{ tool: ${tool}, args: { amount: 5 } }] } }`;
    expect(await goldenFindings([shop, renamed], [named("issue_refund"), named("refund_order")])).toEqual([]);
  });
});

/** One task with some fields on each side; `null` where the tasks of the side are not known. */
async function goldenFindings(
  [before, after]: readonly [string, string],
  [was, is]: readonly [string | null, string | null],
): Promise<readonly ChangeFinding[]> {
  const goldens = { before: await taskWith(was), after: await taskWith(is) };
  const { findings } = diffContracts(await contractFrom(before), await contractFrom(after), {
    count: () => 0,
    goldens,
  });
  return findings.filter(({ rule }) => rule.startsWith("GOLDEN_"));
}

async function taskWith(fields: string | null): Promise<readonly Task[] | null> {
  if (fields === null) return null;
  const path = "goldens/support/tasks.yaml";
  const defaults = fields === "" || fields.startsWith("{") ? fields : `{ ${fields} }`;
  const file = `contract: support\ndefaults: ${defaults === "" ? "{}" : defaults}\ntasks: [{ id: task, input: Hello }]\n`;
  const { tasks, findings } = await readGoldens(memoryTree({ [path]: file }), path);
  expect(findings).toEqual([]);
  return tasks;
}
