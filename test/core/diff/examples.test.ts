import { expect, test } from "vitest";
import { exampleOf } from "../../../src/core/diff/examples/show.ts";
import { examples } from "../../../src/core/diff/examples/table.ts";
import { rules } from "../../../src/core/diff/rules/index.ts";

test("most rules have an example; the others need more than a few lines", () => {
  const shown = Object.keys(examples);
  expect(shown.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
  expect(shown.length).toBeGreaterThan(rules.length * 0.75);
});

test.each(Object.keys(examples))("the example of %s is one", async (id) => {
  const { before, after } = (await exampleOf(id)) ?? {};
  expect([before, after]).toEqual(examples[id]);
});

test("a rule about golden tasks has none", async () => {
  expect(await exampleOf("GOLDEN_STALE")).toBeNull();
});
