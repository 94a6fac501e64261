import { expect, test } from "vitest";
import { canaryOf, environmentOf, parseWeight, sayWeight, sourceOf } from "../../../src/core/label/policy.ts";
import { canaryPolicy, policies, policy, prodPolicy, stagingPolicy } from "./pointers.ts";

test.each<[string, number | null]>([
  ["0", 0],
  ["5", 500],
  ["5%", 500],
  ["12.5", 1_250],
  ["33.33", 3_333],
  ["0.01", 1],
  ["0.29", 29],
  ["100", 10_000],
  ["100.00%", 10_000],
  ["100.01", null],
  ["101", null],
  ["33.333", null],
  ["-1", null],
  ["+5", null],
  ["1e1", null],
  [".5", null],
  ["5.", null],
  ["", null],
  ["%", null],
  ["5 %", null],
  ["５", null],
  ["NaN", null],
  ["1000", null],
])("a weight of %j is %j basis points", (text, expected) => expect(parseWeight(text)).toBe(expected));

test("every weight is said as it is read", () => {
  for (let weight = 0; weight <= 10_000; weight += 1) {
    expect(parseWeight(sayWeight(weight).replace(" ", ""))).toBe(weight);
  }
});

test("prod's canary is the label that ramps on it", () => {
  expect(canaryOf("prod", policies)).toBe(canaryPolicy);
  expect(canaryOf("staging", policies)).toBeNull();
});

test("a label takes from its `from`, else from its canary, else from nowhere", () => {
  expect(sourceOf(policy({ label: "prod", from: "staging" }), policies)).toBe("staging");
  expect(sourceOf(prodPolicy, policies)).toBe("canary");
  expect(sourceOf(stagingPolicy, policies)).toBeNull();
});

test("a canary is where the label is that it ramps on, unless it says otherwise", () => {
  expect(environmentOf(canaryPolicy, policies)).toEqual({ name: "production" });
  expect(environmentOf({ ...canaryPolicy, environment: { name: "canary" } }, policies)).toEqual({ name: "canary" });
  expect(environmentOf(policy({ label: "other" }), policies)).toBeNull();
});
