import { describe, expect, test } from "vitest";
import type { Simulated } from "../../../src/core/golden/schema.ts";
import { simulateTools } from "../../../src/core/golden/simulate.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";

interface Case {
  readonly name: string;
  readonly tools: Readonly<Record<string, readonly Simulated[]>>;
  /** Each call with what comes back: a result, `{ error }`, or nothing. */
  readonly calls: readonly (readonly [string, JsonObject, Json | undefined])[];
}

const cases: readonly Case[] = [
  { name: "no such tool", tools: {}, calls: [["get_order", {}, undefined]] },
  {
    name: "a default for any arguments",
    tools: { get_order: [{ return: 1 }] },
    calls: [
      ["get_order", { id: 1 }, 1],
      ["get_order", {}, 1],
    ],
  },
  { name: "nothing to return is null", tools: { close: [{}] }, calls: [["close", {}, null]] },
  {
    name: "the first that matches",
    tools: {
      get_order: [{ args: { id: 1 }, return: "one" }, { return: "default" }, { args: { id: 2 }, return: "never" }],
    },
    calls: [
      ["get_order", { id: 1, more: true }, "one"],
      ["get_order", { id: 2 }, "default"],
    ],
  },
  {
    name: "no match",
    tools: { get_order: [{ args: { id: 1 }, return: 1 }] },
    calls: [
      ["get_order", { id: 2 }, undefined],
      ["get_order", {}, undefined],
    ],
  },
  {
    name: "after another call succeeded",
    tools: { get_order: [{ after: "refund", return: "refunded" }, { return: "shipped" }], refund: [{ return: true }] },
    calls: [
      ["get_order", {}, "shipped"],
      ["refund", {}, true],
      ["get_order", {}, "refunded"],
      ["get_order", {}, "refunded"],
    ],
  },
  {
    name: "a call that failed or was not foreseen is no success",
    tools: {
      get_order: [{ after: "refund", return: "refunded" }, { return: "shipped" }],
      refund: [{ args: { id: 1 }, error: "no" }],
    },
    calls: [
      ["refund", { id: 1 }, { error: "no" }],
      ["refund", { id: 2 }, undefined],
      ["get_order", {}, "shipped"],
    ],
  },
  {
    name: "so many times, then the next",
    tools: { get_order: [{ times: 2, error: "timeout" }, { return: "shipped" }] },
    calls: [
      ["get_order", {}, { error: "timeout" }],
      ["get_order", {}, { error: "timeout" }],
      ["get_order", {}, "shipped"],
    ],
  },
  {
    name: "so many times, then never",
    tools: { refund: [{ times: 1, return: true }] },
    calls: [
      ["refund", {}, true],
      ["refund", {}, undefined],
    ],
  },
  {
    name: "equal entries are counted each by itself",
    tools: {
      refund: [
        { times: 1, return: 1 },
        { times: 1, return: 1 },
      ],
    },
    calls: [
      ["refund", {}, 1],
      ["refund", {}, 1],
      ["refund", {}, undefined],
    ],
  },
];

describe("simulated tools", () => {
  test.each(cases)("$name", ({ tools, calls }) => {
    const simulate = simulateTools(tools);
    for (const [name, args, expected] of calls) expect(short(simulate(name, args))).toEqual(expected);
  });

  test("one task does not remember another", () => {
    const tools = { refund: [{ times: 1, return: true }] };
    expect([simulateTools(tools)("refund", {}), simulateTools(tools)("refund", {})].map(short)).toEqual([true, true]);
  });

  test("says how long an answer takes", () => {
    expect(simulateTools({ slow: [{ return: 1, delay: 2 }] })("slow", {})).toEqual({
      kind: "result",
      result: 1,
      delay: 2,
    });
  });

  test("a tool called as something that every object inherits is not foreseen either", () => {
    expect(simulateTools({})("toString", {})).toEqual({ kind: "unanswered" });
  });
});

function short(answer: ReturnType<ReturnType<typeof simulateTools>>): Json | undefined {
  if (answer.kind === "unanswered") return undefined;
  return answer.kind === "error" ? { error: answer.error } : answer.result;
}
