import { expect, test } from "vitest";
import { growth, select, sumBy } from "../../../../src/core/analysis/prometheus/promql.ts";

test.each([
  ["one text", { a: "b" }, '{__name__=~"m",a="b"}'],
  ["one of several", { a: ["b", "c"] }, '{__name__=~"m",a=~"b|c"}'],
  ["none of them", { a: [] }, '{__name__=~"m",a=~""}'],
  ["quotes, backslashes and line ends", { a: 'say "\\n"\n' }, '{__name__=~"m",a="say \\"\\\\n\\"\\n"}'],
  ["what means something in a pattern", { a: ["x.y", "(z)|"] }, '{__name__=~"m",a=~"x\\\\.y|\\\\(z\\\\)\\\\|"}'],
])("series are selected by %s", (_, labels, selector) => {
  expect(select("m", labels)).toBe(selector);
});

test("growth is a difference of samples, and an estimate only where a counter began anew", () => {
  expect(growth("x", 600, 3_600)).toBe(
    "(((last_over_time(x[600s]) - last_over_time(x[3600s] offset 600s) >= 0) or last_over_time(x[600s]))" +
      " unless (resets(x[600s]) > 0)) or increase(x[600s])",
  );
});

test("sums with and without labels", () => {
  expect([sumBy(["le"], "x"), sumBy([], "x")]).toEqual(["sum by (le) (x)", "sum(x)"]);
});
