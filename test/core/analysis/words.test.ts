import { expect, test } from "vitest";
import { sayHowMuch, sayResult } from "../../../src/core/analysis/say-result.ts";
import { sayAmount, sayMetric, sayShare, sayTolerance, short } from "../../../src/core/analysis/words.ts";
import { amounts, result, shares } from "../../helpers/analysis.ts";

test.each([
  ["tokens", 1_204, "1,204"],
  ["tokens", 1_204.6, "1,205"],
  ["tokens", 123_456, "123,500"],
  ["tool_calls", 5.4172, "5.42"],
  ["steps", 22.76, "22.8"],
  ["steps", 973.5, "974"],
  ["seconds", 3.2, "3.2 s"],
  ["outcome.wait_seconds", 0.25, "250 ms"],
  ["spend_usd", 0.0123, "$0.0123"],
  ["spend_usd", 12_345.6, "$12,345.60"],
  ["outcome.refund_usd", 3, "$3.00"],
  ["outcome.score", -0.8734, "−0.873"],
  ["outcome.score", 0.00001, "1.0e-5"],
  ["tokens", 0, "0"],
  ["tokens", 1e17, "1.00e+17"],
  ["tokens", null, "–"],
  ["tokens", Number.NaN, "–"],
])("%s of %d", (name, amount, said) => {
  expect(sayAmount(name, amount)).toBe(said);
});

test.each([
  [0, 100, "0 %"],
  [31, 1_000, "3.1 %"],
  [1, 3, "33.3 %"],
  [3, 1_000_000, "0.0003 %"],
  [1, 1, "100.0 %"],
  [0, 0, "–"],
])("%d of %d", (successes, units, said) => {
  expect(sayShare(successes, units)).toBe(said);
});

test.each([
  ["tool_calls", "tool calls"],
  ["stop_reasons.needs_confirmation", "stopped with needs_confirmation"],
  ["outcome.first_try", "outcome.first_try"],
  ["refund_count", "refund_count"],
  ["a\n b\t c", "a b c"],
  ["constructor", "constructor"],
])("%j is called %s", (name, said) => {
  expect(sayMetric(name)).toBe(said);
});

test("what is long is cut, and what is at its end is not", () => {
  expect(short("x".repeat(60))).toBe("x".repeat(60));
  expect(short("x".repeat(61))).toBe(`${"x".repeat(60)}…`);
  expect(short(" ".repeat(10_000))).toBe("…");
});

test.each([
  [result("tokens", { measured: amounts(1.87) }), "tokens ×1.87 (1.61 to 2.19), 96 sessions beside 1,804"],
  [
    result("errors", { measured: shares() }),
    "errors in 3.1 % → 9.4 % of sessions, +6.3 points (1.1 to 11.9), 96 sessions beside 1,804",
  ],
  [
    result("steps", { measured: amounts(2, 4, { ratio: null }) }),
    "steps 4.8 → 9.6 on average, 96 sessions beside 1,804",
  ],
  [
    result("tokens", { measured: amounts(1, 9, { ratio: { estimate: 1.3, low: null, high: 2 } }) }),
    "tokens ×1.30 (2.00 or less), 96 sessions beside 1,804",
  ],
  [result("tokens", { measured: null, why: "no record has it" }), "tokens: no record has it"],
  [result("tokens", { measured: null }), "tokens"],
])("a reason %#", (metric, said) => {
  expect(sayResult(metric)).toBe(said);
  expect(said.startsWith(sayHowMuch(metric))).toBe(true);
});

test.each([
  [{ kind: "relative", share: 0.2 }, amounts(), "20 %"],
  [{ kind: "relative", share: 0.125 }, shares(), "12.5 %"],
  [{ kind: "absolute", amount: 500 }, amounts(), "500"],
  [{ kind: "absolute", amount: 0.02 }, shares(), "2 points"],
] as const)("%j", (tolerance, measured, said) => {
  expect(sayTolerance(result("tokens", { measured }), tolerance)).toBe(said);
});
