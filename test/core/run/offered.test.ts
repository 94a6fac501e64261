import { expect, test } from "vitest";
import { sayUnknownTool } from "../../../src/core/run/offered.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";

const here = sampleContract("rules", {
  tools: [tool("get_order"), tool("issue_refund", { aliases: ["process_refund"] })],
});
const there = "The tools are get_order and issue_refund.";

test.each([
  ["another case", "GET_ORDER", "Did you mean get_order?"],
  ["camel case", "getOrder", "Did you mean get_order?"],
  ["words in another order", "refund_issue", "Did you mean issue_refund?"],
  ["a letter more", "get_orders", "Did you mean get_order?"],
  ["another action", "cancel_refund", null],
  ["nothing alike", "transfer_to_human", null],
  ["no name", "", null],
])("%s", (_name, name, guess) => {
  const middle = guess === null ? "" : ` ${guess}`;
  expect(sayUnknownTool(here, name, [])).toBe(`There is no tool ${name}.${middle} ${there}`);
});

test.each([
  ["a new name whose alias is the one here", tool("refund_order", { aliases: ["issue_refund"] }), "refund_order"],
  ["an alias that only the newer one has", tool("issue_refund", { aliases: ["give_back"] }), "give_back"],
  ["a name beside an alias that both have", tool("give_back", { aliases: ["process_refund"] }), "give_back"],
])("the newer contract knows %s", (_name, newer, name) => {
  expect(sayUnknownTool(here, name, [newer])).toBe(
    `There is no tool ${name}: here it is called issue_refund. ${there}`,
  );
});

test("a new tool of the newer contract is no tool here", () => {
  expect(sayUnknownTool(here, "close_account", [tool("close_account")])).toBe(
    `There is no tool close_account. ${there}`,
  );
});

test("where there are none, none are listed", () => {
  expect(sayUnknownTool(sampleContract("rules", { tools: [] }), "x", [])).toBe(
    "There is no tool x. There are no tools here.",
  );
});
