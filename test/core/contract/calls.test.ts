import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { shownCalls } from "../../../src/core/contract/calls.ts";

const calls = (text: string) => shownCalls(text, ["refund", "get_order"]);

describe("the arguments of a call that a text shows", () => {
  test.each<[string, JsonObject]>([
    ['refund({"id": "1", "amount": 25})', { id: "1", amount: 25 }],
    ['refund({ "id": "a)}\\"b", "lines": [{ "sku": "x" }] })', { id: 'a)}"b', lines: [{ sku: "x" }] }],
    ['refund(id="1", amount=25.5, gift=True, note=None)', { id: "1", amount: 25.5, gift: true, note: null }],
    ['refund(id=\'it\\\'s 1\', tags=["a", "b"])', { id: "it's 1", tags: ["a", "b"] }],
    ['refund(id: "1", amount: 25)', { id: "1", amount: 25 }],
    ['{"name": "refund", "arguments": {"id": "1"}}', { id: "1" }],
    ['{"type": "tool_use", "id": "t1", "name": "refund", "input": {"id": "1"}}', { id: "1" }],
    ['{"function": {"name": "refund", "arguments": "{\\"id\\": \\"1\\"}"}}', { id: "1" }],
    ['{"functionCall": {"name": "refund", "args": {"id": "1"}}}', { id: "1" }],
    ['{"tool": "refund", "parameters": {"id": "1"}}', { id: "1" }],
  ])("%s", (text, given) => expect(calls(`Then ${text}.`).map((call) => call.arguments)).toEqual([given]));
});

describe("a value that is left open leaves the call open, and its names are known", () => {
  test.each([
    "refund(id=order_id)",
    "refund(id=…)",
    'refund(id="<order id>")',
    'refund({"id": "{{order_id}}"})',
    'refund({"id": "..."})',
    "refund(id: string)",
    'refund(id="1", ...)',
    '{"name": "refund", "arguments": {"id": "YOUR_ID"}}',
  ])("%s", (text) => {
    expect(calls(text).map((call) => [call.arguments, call.names.map(({ name }) => name)])).toEqual([[null, ["id"]]]);
  });
});

describe("what shows no arguments with names", () => {
  test.each([
    "refund()",
    "refund(order_id, amount)",
    'refund("1001")',
    "refund(amount > 100)",
    "refund (id=1)",
    "a.refund(id=1), my_refund(id=1), refunds(id=1)",
    "refund(id=1",
    'refund({"id": "1)',
    '{"name": "refund", "description": "Pay back.", "parameters": {"type": "object", "properties": {"id": {}}}}',
    '{"name": "refund", "parameters": {"type": "object", "properties": {"id": {}}}}',
    '{"name": "other", "arguments": {"id": "1"}}',
    '"name": "refund", "arguments": {"id": "1"}',
    "",
  ])("%s", (text) => expect(calls(text)).toEqual([]));
});

test("a call shows all of it where it is JSON, or stands alone", () => {
  const whole = (text: string) => calls(text).map((call) => call.whole);
  expect(whole("1. refund(id=1)\n- `refund(id=1)`\nrefund(id=1)\n")).toEqual([true, true, true]);
  expect(whole('Say it in refund(id=1), and as refund({"id": 1}) too.')).toEqual([false, true]);
});

test("names and tools know where they stand", () => {
  const text = 'First get_order(id=1), then {"name": "refund", "input": {"amount": 5}}.';
  const [first, second] = calls(text);
  expect([first?.offset, first?.names[0]?.offset]).toEqual([6, 16]);
  expect([second?.offset, second?.names[0]?.offset]).toEqual([text.indexOf("refund"), text.indexOf("amount")]);
});

test.each<[string, string]>([
  ["brackets that never close", "refund(".repeat(10_000)],
  ["quotes that never close", 'refund("a'.repeat(10_000)],
  ["objects in one another", `${'{"name": "refund", '.repeat(5_000)}`],
  ["one call of a hundred thousand arguments", `refund(${"a=1,".repeat(100_000)})`],
])("%s are read in time", (_name, text) => {
  expect(() => calls(text)).not.toThrow();
});
