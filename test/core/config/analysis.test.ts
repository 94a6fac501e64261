import { expect, test } from "vitest";
import { analysisSchema } from "../../../src/core/config/analysis-schema.ts";
import { normaliseAnalysis } from "../../../src/core/config/normalise-analysis.ts";
import type { JsonObject } from "../../../src/core/json.ts";

const policyOf = (written: JsonObject) => normaliseAnalysis(analysisSchema.parse(written));
const metricOf = (written: JsonObject, name: string) =>
  policyOf({ metrics: written }).metrics.find((metric) => metric.name === name);

test("without a word, more tokens, tool calls, spend and errors roll back", () => {
  const { metrics, falseAlarms, steps, maxAge, limits } = policyOf({});
  expect(metrics.filter(({ critical }) => critical).map(({ name }) => name)).toEqual([
    "tokens",
    "tool_calls",
    "spend_usd",
    "errors",
  ]);
  expect(metrics.every(({ maxIncrease, maxDecrease }) => maxIncrease !== null && maxDecrease === null)).toBe(true);
  expect({ falseAlarms, maxAge }).toEqual({ falseAlarms: 0.05, maxAge: 900 });
  expect(steps).toEqual([500, 2_500, 5_000, 10_000].map((weight) => ({ weight, bake: 1_800 })));
  expect(Object.values(limits)).toEqual([null, null, null, null]);
});

test.each<[string, JsonObject, string, JsonObject | undefined]>([
  ["off is off", { seconds: "off" }, "seconds", undefined],
  [
    "what is not said stays",
    { tokens: { critical: false } },
    "tokens",
    { critical: false, maxIncrease: { kind: "relative", share: 0.2 }, minRuns: 20, isNamed: true },
  ],
  [
    "one bound that is said is the only one",
    { tokens: { max_decrease: "10%" } },
    "tokens",
    { maxIncrease: null, maxDecrease: { kind: "relative", share: 0.1 } },
  ],
  [
    "a number is in the metric's unit",
    { tool_calls: { max_increase: 2, min_runs: 100 } },
    "tool_calls",
    { maxIncrease: { kind: "absolute", amount: 2 }, minRuns: 100 },
  ],
  [
    "a path is a field",
    { "outcome.score": { max_decrease: "5%", critical: true } },
    "outcome.score",
    { kind: "field", critical: true, maxDecrease: { kind: "relative", share: 0.05 } },
  ],
  ["a part of tokens is an amount", { output_tokens: { max_increase: "30%" } }, "output_tokens", { kind: "amount" }],
])("%s", (_what, written, name, expected) => {
  if (expected === undefined) expect(metricOf(written, name)).toBeUndefined();
  else expect(metricOf(written, name)).toMatchObject(expected);
});

test("steps have a bake of their own, or that of all", () => {
  expect(policyOf({ steps: [1, { weight: 33.33, bake: "2h" }], bake: "10m" }).steps).toEqual([
    { weight: 100, bake: 600 },
    { weight: 3_333, bake: 7_200 },
  ]);
});
