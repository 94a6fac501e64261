import { describe, expect, test } from "vitest";
import { type IncidentTask, incidentTask } from "../../../../src/core/golden/incident/task.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import { readRecords } from "../../../../src/core/run/records/read.ts";
import { contractFrom } from "../../fixture.ts";

const base: JsonObject = {
  contract: "support",
  model: { provider: "openai", name: "gpt-5-mini-2026-01-15" },
  tools: [
    {
      name: "get_order",
      effect: "read",
      aliases: ["fetch_order"],
      input: {
        type: "object",
        properties: { order_id: { type: "string" }, full: { type: "boolean" } },
        additionalProperties: false,
      },
    },
    { name: "kb_search", effect: "read", input: { type: "object" } },
    { name: "issue_refund", effect: "write", input: { type: "object", properties: { amount: { type: "number" } } } },
    { name: "transfer_to_human", effect: "write", stop_reason: "transferred", input: { type: "object" } },
  ],
  guardrails: [{ id: "ask", tool: "issue_refund", decision: "confirm" }],
  budgets: {
    max_steps: 8,
    max_tool_calls: 3,
    max_tokens: 9000,
    max_spend_usd: 0.1,
    max_calls_per_tool: { kb_search: 2 },
  },
  stop_reasons: ["transferred"],
};

interface Setting {
  readonly run: JsonObject;
  readonly before?: readonly JsonObject[];
  readonly contract?: JsonObject;
  readonly known?: JsonObject;
  readonly defaults?: JsonObject;
}

async function taskOf({
  run,
  before = [],
  contract = {},
  known = {},
  defaults = {},
}: Setting): Promise<IncidentTask | null> {
  const complete = [...before, { run_id: "r-1", ...run }].map((one) => ({
    contract: "support",
    stop_reason: "finish",
    ...one,
  }));
  const { records, faults } = readRecords(complete.map((one) => JSON.stringify(one)).join("\n"));
  expect(faults).toEqual([]);
  const last = records.at(-1);
  if (last === undefined) throw new Error("no record");
  return incidentTask({
    run: last,
    records,
    contract: await contractFrom(JSON.stringify({ ...base, ...contract })),
    id: "task",
    incident: "INC-1",
    variables: known,
    defaults,
  });
}

const hello: readonly JsonObject[] = [{ role: "user", content: "Hello" }];
const order = (order_id: string, came: JsonObject = { result: { status: "open" } }): JsonObject => ({
  name: "get_order",
  arguments: { order_id },
  ...came,
});

test.each<[string, Setting, JsonObject]>([
  [
    "a run that ended well keeps its end and its changes",
    { run: { transcript: hello, calls: [{ name: "issue_refund", arguments: { amount: 5 }, result: { ok: true } }] } },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: { issue_refund: [{ args: { amount: 5 }, return: { ok: true } }] },
      expect_stop_reason: "finish",
      expect: { writes: [{ tool: "issue_refund", args: { amount: 5 } }] },
    },
  ],
  [
    "a run that changed nothing says so",
    { run: { transcript: hello, calls: [] } },
    { id: "task", incident: "INC-1", input: "Hello", expect_stop_reason: "finish", expect: { writes: [] } },
  ],
  [
    "an end of the contract's own is kept",
    {
      run: {
        transcript: hello,
        stop_reason: "transferred",
        calls: [{ name: "transfer_to_human", arguments: {}, result: null }],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: { transfer_to_human: [{ return: null }] },
      expect_stop_reason: "transferred",
      expect: { writes: ["transfer_to_human"] },
    },
  ],
  [
    "a budget that was used up is a limit, and the run has to finish",
    {
      run: {
        transcript: hello,
        stop_reason: "budget_exceeded",
        tool_calls: 3,
        steps: 2,
        tokens: { input: 100, output: 5 },
        calls: [],
      },
    },
    { id: "task", incident: "INC-1", input: "Hello", expect_stop_reason: "finish", max_tool_calls: 3 },
  ],
  [
    "the budget that the record names is the limit",
    {
      run: {
        transcript: hello,
        stop_reason: "budget_exceeded",
        error: "the budget of 9,000 tokens is used up",
        calls: [],
      },
    },
    { id: "task", incident: "INC-1", input: "Hello", expect_stop_reason: "finish", max_tokens: 9000 },
  ],
  [
    "a budget of one tool is a limit of it",
    {
      run: {
        transcript: hello,
        stop_reason: "budget_exceeded",
        tool_calls: 2,
        calls: [1, 2].map((page) => ({ name: "kb_search", arguments: { page }, result: [] })),
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: {
        kb_search: [
          { args: { page: 1 }, return: [] },
          { args: { page: 2 }, return: [] },
        ],
      },
      expect_stop_reason: "finish",
      max_calls_per_tool: { kb_search: 2 },
    },
  ],
  [
    "where nobody knows which budget it was, all of them are limits",
    { run: { transcript: hello, stop_reason: "budget_exceeded", calls: [] } },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      expect_stop_reason: "finish",
      max_steps: 8,
      max_tool_calls: 3,
      max_tokens: 9000,
      max_spend_usd: 0.1,
    },
  ],
  [
    "a run that finished beyond a budget broke it too",
    { run: { transcript: hello, spend_usd: 0.25, calls: [] } },
    { id: "task", incident: "INC-1", input: "Hello", expect_stop_reason: "finish", max_spend_usd: 0.1 },
  ],
  [
    "the same call with other results, one after the other",
    {
      run: {
        transcript: hello,
        calls: [
          order("1"),
          order("1", { error: "timeout" }),
          order("1", { error: "timeout" }),
          order("1", { result: { status: "shipped" } }),
        ],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: {
        get_order: [
          { args: { order_id: "1" }, return: { status: "open" }, times: 1 },
          { args: { order_id: "1" }, error: "timeout", times: 2 },
          { args: { order_id: "1" }, return: { status: "shipped" } },
        ],
      },
      expect_stop_reason: "finish",
      max_tool_calls: 3,
    },
  ],
  [
    "the particular above the general, aliases under their tool, prose left out",
    {
      run: {
        transcript: hello,
        tool_calls: 3,
        calls: [
          order("1"),
          { name: "fetch_order", arguments: { order_id: "1", full: true }, result: { total: 9 } },
          { name: "kb_search", arguments: { query: "how long does a refund take", top: 3 }, result: ["5 days"] },
        ],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: {
        get_order: [
          { args: { order_id: "1", full: true }, return: { total: 9 } },
          { args: { order_id: "1" }, return: { status: "open" } },
        ],
        kb_search: [{ args: { top: 3 }, return: ["5 days"] }],
      },
      expect_stop_reason: "finish",
      expect: { writes: [] },
    },
  ],
  [
    "a person who approved approves again; what was denied never reached a tool",
    {
      run: {
        transcript: hello,
        calls: [
          { name: "issue_refund", arguments: { amount: 5 }, result: 1, decision: "confirm" },
          { name: "issue_refund", arguments: { amount: 9 }, error: "not allowed", decision: "deny" },
        ],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: { issue_refund: [{ args: { amount: 5 }, return: 1 }] },
      on_confirm: "approve",
      expect_stop_reason: "finish",
      expect: { writes: [{ tool: "issue_refund", args: { amount: 5 } }] },
    },
  ],
  [
    "calls that only the transcript tells",
    {
      run: {
        transcript: [
          ...hello,
          { role: "assistant", content: null, calls: [{ id: "a", name: "get_order", arguments: '{"order_id":"1"}' }] },
          { role: "tool", call_id: "a", content: '{"status":"open"}' },
          { role: "assistant", content: "It is open." },
        ],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      tools: { get_order: [{ args: { order_id: "1" }, return: { status: "open" } }] },
      expect_stop_reason: "finish",
      expect: { writes: [] },
    },
  ],
  [
    "talk before the last turn is history",
    {
      run: {
        transcript: [
          { role: "assistant", content: "Welcome!" },
          ...hello,
          { role: "assistant", content: "Yes?" },
          { role: "user", content: "Bye" },
        ],
        calls: [],
      },
    },
    {
      id: "task",
      incident: "INC-1",
      messages: [
        { role: "assistant", content: "Welcome!" },
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Yes?" },
      ],
      input: "Bye",
      expect_stop_reason: "finish",
      expect: { writes: [] },
    },
  ],
  [
    "earlier turns with calls are played again, out of the session's other records",
    {
      before: [
        {
          run_id: "r-0",
          session: "s",
          turn: 0,
          transcript: [
            ...hello,
            { role: "assistant", content: "", calls: [{ id: "c", name: "get_order", arguments: { order_id: "1" } }] },
          ],
          calls: [{ id: "c", ...order("1") }],
        },
        { run_id: "other", session: "t", turn: 0, transcript: [{ role: "user", content: "Nobody" }] },
      ],
      run: { session: "s", turn: 1, transcript: [{ role: "user", content: "And now?" }], calls: [] },
    },
    {
      id: "task",
      incident: "INC-1",
      turns: ["Hello", "And now?"],
      tools: { get_order: [{ args: { order_id: "1" }, return: { status: "open" } }] },
      expect_stop_reason: "finish",
      expect: { writes: [] },
    },
  ],
  [
    "variables of the record, the rest from other tasks, and where it was",
    {
      run: { transcript: hello, calls: [], variables: { name: "Kay", gone: 1 }, environment: "production" },
      contract: {
        variables: {
          name: { type: "string" },
          tier: { type: "string" },
          level: { type: "integer", minimum: 3 },
          lang: { default: "en" },
        },
      },
      known: { tier: "gold", name: "Ann" },
    },
    {
      id: "task",
      incident: "INC-1",
      input: "Hello",
      variables: { name: "Kay", tier: "gold", level: 3 },
      environment: { name: "production" },
      expect_stop_reason: "finish",
      expect: { writes: [] },
    },
  ],
  [
    "variables that the file's defaults give are not said again",
    {
      run: { transcript: hello, calls: [] },
      contract: { variables: { name: { type: "string" } } },
      defaults: { name: "Ann" },
    },
    { id: "task", incident: "INC-1", input: "Hello", expect_stop_reason: "finish", expect: { writes: [] } },
  ],
])("%s", async (_name, setting, task) => {
  expect((await taskOf(setting))?.task).toEqual(task);
});

describe("a person is told", () => {
  test.each<[string, Setting, string]>([
    [
      "that a run which ended well proves nothing yet",
      { run: { transcript: hello, calls: [] } },
      "say in `expect:` what must be otherwise",
    ],
    [
      "to look at the changes",
      { run: { transcript: hello, calls: [{ name: "issue_refund", arguments: {}, result: 1 }] } },
      "`writes:` is what the run changed (1 call)",
    ],
    [
      "which turns are missing",
      { run: { session: "s", turn: 2, transcript: hello, calls: [] } },
      "2 earlier turns of the session are not among the records",
    ],
    [
      "which variables are guessed",
      { run: { transcript: hello, calls: [] }, contract: { variables: { tier: { enum: ["gold"] } } } },
      "look at tier under `variables:`",
    ],
    [
      "which calls would be refused now",
      { run: { transcript: hello, calls: [{ name: "get_order", arguments: { id: 1 }, result: 1 }] } },
      'get_order({"id":1}), which its input does not take',
    ],
    [
      "which tools are gone",
      { run: { transcript: hello, calls: [{ name: "fly", arguments: {}, result: 1 }] } },
      "fly, which the contract does not have",
    ],
    ["that nobody said anything", { run: { transcript: [{ role: "assistant", content: "Hi" }] } }, "add `input:`"],
  ])("%s", async (_name, setting, says) => {
    expect((await taskOf(setting))?.toDo.join("\n")).toContain(says);
  });
});

test("what the run did is one line", async () => {
  const made = await taskOf({
    run: {
      transcript: hello,
      at: "2026-11-20T10:00:00Z",
      prompt_id: "support@1a2b3c4d5e6f",
      label: "prod",
      stop_reason: "budget_exceeded",
      tool_calls: 3,
      outcome: "a\ncomplaint",
    },
  });
  expect(made?.about).toBe(
    "Run r-1 of 2026-11-20 (support@1a2b3c4d5e6f, prod): budget_exceeded; max_tool_calls: 3 of 3; outcome a complaint",
  );
});

test("without a transcript there is no task", async () => {
  expect(await taskOf({ run: {} })).toBeNull();
});
