import { describe, expect, test } from "vitest";
import { mentions, toolMentions } from "../../../src/core/contract/mentions.ts";

const tools = ["get_order", "issue_refund"];
const namesIn = (text: string, known: readonly string[] = tools): readonly string[] =>
  toolMentions(text, known).map(({ name }) => name);

describe("names that a text uses as names of tools", () => {
  test.each<[string, readonly string[]]>([
    ["Look it up with find_user(email).", ["find_user"]],
    ["Ask the `calendar` tool.", ["calendar"]],
    ['the "web_search" tool and the web_fetch tool', ["web_search", "web_fetch"]],
    ["There is a tool called find_user, and one named `x`.", ["find_user"]],
    ["Always call find_user first, after that you have called log_in.", ["find_user", "log_in"]],
    ["Make a tool call to transfer_to_human.", ["transfer_to_human"]],
    ["Use `search_orders` to find it.", ["search_orders"]],
    ["Use get_parcel and issue_voucher(amount).", ["get_parcel", "issue_voucher"]],
    ["```\nget_parcel()\n```", ["get_parcel"]],
    ["Use mcp__crm__find_lead for leads.", ["mcp__crm__find_lead"]],
    ["Call get_order, get_order(1) and the `get_order` tool.", ["get_order"]],
  ])("%s", (text, names) => expect(namesIn(text)).toEqual(names));
});

describe("words that are something else", () => {
  test.each([
    "`order_id` is a parameter, and so is the email_address.",
    "Use snake_case, use iso_8601 dates and `utf_8`.",
    "Use get_order_id as the key. Use the find_by field, run the load_test script.",
    "Pay back (if any) with refund(amount).",
    "os.path_join(a, b), $get_env(x), https://a.test/get_help(1)",
    "```python\nrows = load_rows(x)\n```\n\n~~~js\nsend_mail(x);\n~~~",
    "def load_rows(x): return x",
    "Use the **right** tool, the *only* tool and the 'best' tool. Use GET_ORDER.",
    "Call it a day, call a colleague, use the tool.",
    "Run get_report.sh, call find_user.py, use get_order/items.",
  ])("%s", (text) => expect(namesIn(text)).toEqual([]));
});

describe("tools that a text says are not there", () => {
  test.each([
    "There is no `find_user` tool.",
    "There is no find_user or find_shop tool.",
    "You do not have a find_user tool, and no access to find_shop().",
    "You don't have access to the `find_user` tool.",
    "Never call find_user. Do not use the `find_shop` tool. Don't ever call find_me().",
    "find_user() is not available, and the find_shop tool was removed.",
    "The `find_user` tool doesn't exist. find_shop() no longer exists.",
    "Write a note instead of find_user(), and rather than the find_shop tool.",
    "If you have the find_user tool, use it.",
    "When the `find_user` tool is available, ask it first.",
    "Without a `find_user` tool you cannot know.",
  ])("%s", (text) => expect(namesIn(text)).toEqual([]));

  test.each([
    ["If it does not help, call find_user.", "find_user"],
    ["There is no order without find_order(id) first.", ""],
    ["Do not answer before you have called find_user.", "find_user"],
    ["You have no time? Use find_user.", "find_user"],
  ])("%s", (text, name) => expect(namesIn(text)).toEqual(name === "" ? [] : [name]));
});

test("other spellings count where the tools of the contract have them", () => {
  const text = "Call findUser, call find-user and call find_user.";
  expect(namesIn(text)).toEqual(["find_user"]);
  expect(namesIn(text, ["getOrder"])).toEqual(["findUser", "find_user"]);
  expect(namesIn(text, ["get-order"])).toEqual(["find-user", "find_user"]);
});

test("a mention knows where it stands, also behind code that is left out", () => {
  const text = "```js\nfetch_it(1)\n```\nThen fetch_all(2).";
  expect(toolMentions(text, tools)).toEqual([{ name: "fetch_all", offset: text.indexOf("fetch_all") }]);
});

test("a former name is mentioned as a word of its own, and not where it is said to be gone", () => {
  expect(mentions("Pay back with refund.", "refund")).toBe(true);
  expect(mentions("Pay back with issue_refund.", "refund")).toBe(false);
  expect(mentions("There is no refund tool.", "refund")).toBe(false);
  expect(mentions("There is no refund tool. Use refund.", "refund")).toBe(true);
});

test.each<[string, string]>([
  ["fences that never close", "``` a\n".repeat(20_000)],
  ["brackets that never close", "get_order(".repeat(10_000)],
  ["names without end", `use ${"a_".repeat(50_000)}`],
  ["blanks without end", `the find_user${" ".repeat(100_000)}x`],
  ["negations without end", `${"no `a` or ".repeat(10_000)}find_user()`],
])("%s are read in time", (_name, text) => {
  expect(() => toolMentions(text, tools)).not.toThrow();
});
