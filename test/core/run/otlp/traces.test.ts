import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { isTraces } from "../../../../src/core/run/otlp/span.ts";
import { openTraces } from "../../../../src/core/run/otlp/traces.ts";
import { factsOf } from "../../../../src/core/run/records/facts.ts";
import { digestLike } from "../../../helpers/runs.ts";
import { otlpRequest, otlpSpan } from "../../../helpers/spans.ts";

function read(requests: readonly JsonObject[], most?: number): readonly JsonObject[] {
  const records: JsonObject[] = [];
  const traces = openTraces((record) => void records.push(record), most);
  for (const request of requests) traces.add(request);
  traces.end();
  return records;
}

const agent = { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support" };
const answer = { "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 2 };
const tool = { "gen_ai.operation.name": "execute_tool" };

const told = {
  ...agent,
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5-mini",
  "gen_ai.conversation.id": "hash",
  "gen_ai.usage.input_tokens": 100,
  "gen_ai.usage.output_tokens": 20,
  "gen_ai.usage.cache_read.input_tokens": 50,
  "promptctl.prompt_id": "support@aaaaaaaaaaaa",
  "promptctl.bundle": digestLike("a"),
  "promptctl.label": "prod",
  "promptctl.serial": 7,
  "promptctl.variant": "ramp",
  "promptctl.opened_at": "2026-11-20T10:00:00.000Z",
  "promptctl.run_id": "r-1",
  "promptctl.turn": 2,
  "promptctl.stop_reason": "truncated",
  "promptctl.steps": 3,
  "promptctl.tool_calls": 4,
  "promptctl.decisions.allow": 4,
  "promptctl.decisions.confirm": 0,
  "promptctl.decisions.deny": 1,
  "promptctl.spend_usd": 0.5,
};

test("what our client puts on a span is a whole run record", () => {
  const [record = {}] = read([otlpRequest(otlpSpan("a", "", told))]);
  expect(record).toEqual({
    run_id: "r-1",
    session: "hash",
    turn: 2,
    at: "2025-11-20T10:00:01.500Z",
    opened_at: "2026-11-20T10:00:00.000Z",
    contract: "support",
    bundle: digestLike("a"),
    prompt_id: "support@aaaaaaaaaaaa",
    label: "prod",
    serial: 7,
    variant: "ramp",
    model: "openai/gpt-5-mini",
    stop_reason: "truncated",
    steps: 3,
    tool_calls: 4,
    decisions: { allow: 4, confirm: 0, deny: 1 },
    tokens: { input: 100, output: 20, cached: 50, cache_write: null, reasoning: null },
    seconds: 1.5,
    spend_usd: 0.5,
    error: null,
  });
  expect(factsOf(record)).not.toBeNull();
});

describe("what a span does not say, the spans below it say", () => {
  const run = [
    otlpSpan("a", "", agent),
    otlpSpan("http", "a", {}),
    otlpSpan("c1", "http", answer),
    otlpSpan("c2", "a", answer),
    otlpSpan("t1", "a", tool),
    otlpSpan("other", "", tool),
    otlpSpan("lost", "nobody", tool),
  ];
  const counted = { steps: 2, tool_calls: 1, tokens: { input: 20, output: 4 } };

  test.each<[string, readonly JsonObject[]]>([
    ["in one export", [otlpRequest(...run)]],
    ["in an export of their own, before it", run.toReversed().map((span) => otlpRequest(span))],
    ["in an export of their own, after it", run.map((span) => otlpRequest(span))],
    ["in an export that came twice", [otlpRequest(...run), otlpRequest(...run)]],
  ])("%s", (_name, requests) => {
    expect(read(requests)).toMatchObject([counted]);
  });

  test("of agents that call each other, the nearest one", () => {
    const inner = [otlpSpan("b", "t1", agent), otlpSpan("c3", "b", answer), otlpSpan("t2", "b", tool)];
    expect(read([otlpRequest(...run, ...inner, otlpSpan("t3", "t2", tool))])).toMatchObject([
      counted,
      { steps: 1, tool_calls: 2, tokens: { input: 10, output: 2 } },
    ]);
  });

  test("an answer without its tokens makes the sum unknown, and nothing below means not measured", () => {
    const silent = otlpSpan("c3", "a", { "gen_ai.operation.name": "chat" });
    expect(read([otlpRequest(...run, silent)])).toMatchObject([{ steps: 3, tokens: null }]);
    expect(read([otlpRequest(otlpSpan("a", "", agent))])).toMatchObject([
      { steps: null, tool_calls: null, tokens: null },
    ]);
  });

  test("parents in a circle end somewhere", () => {
    const circle = [otlpSpan("x", "y", {}), otlpSpan("y", "x", {}), otlpSpan("c", "x", answer)];
    expect(read([otlpRequest(otlpSpan("a", "", agent), ...circle)])).toMatchObject([{ steps: null }]);
  });

  test("so many spans are remembered, and older runs are settled with what was seen", () => {
    const trace = (id: string): readonly JsonObject[] =>
      [otlpSpan("a", "", agent), otlpSpan("c", "a", answer)].map((span) => ({ ...span, traceId: id }));
    const requests = ["1", "2", "3"].map((id) => otlpRequest(...trace(id)));
    const late = otlpRequest({ ...otlpSpan("t", "a", tool), traceId: "1" });
    expect(read([...requests, late], 4).map((record) => [record["run_id"], record["tool_calls"]])).toEqual([
      ["1-a", 0],
      ["2-a", 0],
      ["3-a", 0],
    ]);
    expect(read([...requests, late]).map((record) => record["tool_calls"])).toEqual([1, 0, 0]);
  });
});

describe("exports differ", () => {
  const only = (attributes: Readonly<Record<string, string | number>>, rest: JsonObject = {}): JsonObject =>
    read([otlpRequest(otlpSpan("a", "", { ...told, ...attributes }, rest))])[0] ?? {};

  test.each<[string, JsonObject, JsonObject]>([
    ["an error", { status: { code: 2, message: "overloaded" } }, { error: "overloaded", stop_reason: "truncated" }],
    ["an error by name", { status: { code: "STATUS_CODE_ERROR" } }, { error: "the span says no more" }],
    ["fine", { status: { code: 1 } }, { error: null }],
    ["times as numbers", { endTimeUnixNano: 1763632802000000000 }, { seconds: 2 }],
    ["a clock that was set back", { endTimeUnixNano: "1763632799000000000" }, { seconds: null }],
    ["no end", { endTimeUnixNano: null }, { at: null, seconds: null }],
    [
      "whole numbers as numbers",
      {
        attributes: [
          ...Object.entries(agent).map(([key, value]) => ({ key, value: { stringValue: value } })),
          { key: "promptctl.steps", value: { intValue: 5 } },
        ],
      },
      { steps: 5 },
    ],
  ])("%s", (_name, rest, expected) => {
    expect(only({}, rest)).toMatchObject(expected);
  });

  test("a run that says no stop reason finished, or failed", () => {
    const { "promptctl.stop_reason": _, ...silent } = told;
    const ends = [{ status: { code: 0 } }, { status: { code: 2 } }].map(
      (rest) => read([otlpRequest(otlpSpan("a", "", silent, rest))])[0],
    );
    expect(ends.map((end) => end?.["stop_reason"])).toEqual(["finish", "error"]);
  });

  test.each<[string, JsonObject]>([
    ["no spans", {}],
    ["no lists", { resourceSpans: [{ scopeSpans: 5 }, null] }],
    [
      "spans that are none",
      { resourceSpans: [{ scopeSpans: [{ spans: [5, null, {}, { attributes: [{ key: 5 }] }] }] }] },
    ],
    ["spans that have nothing to do with agents", otlpRequest(otlpSpan("a", "", answer), otlpSpan("b", "", tool))],
  ])("%s: no run", (_name, request) => {
    expect(read([request])).toEqual([]);
  });

  test("an agent without a name is no run record, and is counted as none", () => {
    const [record = {}] = read([otlpRequest(otlpSpan("a", "", { "gen_ai.operation.name": "invoke_agent" }))]);
    expect(factsOf(record)).toBeNull();
  });
});

test.each([
  [otlpRequest(), true],
  [{ resourceSpans: 5 }, false],
  [{ resourceLogs: [] }, false],
  [null, false],
])("%j are traces: %s", (value, expected) => expect(isTraces(value)).toBe(expected));
