import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookAlikes } from "../../../src/core/yaml/look-alike.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";

const found = (text: string, file = "goldens/support/tasks.yaml") => {
  const parsed = parseYaml(file, text);
  expect(parsed.faults).toEqual([]);
  return lookAlikes(parsed);
};

describe("what is not what it looks like, what it became, and how to write it", () => {
  test.each<[text: string, at: string, says: string, write: string]>([
    ["order_id: #W55", "#W55", "`#W55` is a comment, and this value is null", 'quotes: "#W55"'],
    ["args: { id:  #W55 today\n}", "#W55", "`#W55` is a comment, and this value is null", 'quotes: "#W55"'],
    ["- a\n- #refund\n", "#refund", "`#refund` is a comment, and this value is null", "a space behind its #"],
    ["title: Refund #W55", "#W55", "the text ends in front of it", "the whole text in quotes"],
    ["title: See #42 today", "#42", "the text ends in front of it", "the whole text in quotes"],
    ["title: About #INC-1412", "#INC-1412", "the text ends in front of it", "the whole text in quotes"],
    ["zip: 08021", "08021", "the number 8021", 'quotes: "08021"'],
    ["mode: 012", "012", "the number 12", 'quotes: "012"'],
    ["mode: 007.5", "007.5", "the number 7.5", 'quotes: "007.5"'],
    ["colour: 0x1f", "0x1f", "the number 31", 'quotes: "0x1f"'],
    ["mode: 0o7", "0o7", "the number 7", 'quotes: "0o7"'],
    ["commit: 1e3", "1e3", "the number 1000", 'quotes: "1e3"'],
    ["phone: +491701234567", "+491701234567", "the number 491701234567", "quotes"],
    ["version: 1.10", "1.10", "the number 1.1", 'quotes: "1.10"'],
    ["versions: [1.9, 1.10]", "1.10", "the number 1.1", 'quotes: "1.10"'],
    ["knowledge: [{ index: kb, version: 2.0 }]", "2.0", "the number 2 ", 'quotes: "2.0"'],
    ["country: no", "no", "`no` is a text here, and false", "write false"],
    ["answers: [Yes, maybe]", "Yes", "`Yes` is a text here, and true", "write true"],
    ["power: on", "on", "and true to other readers", 'quotes: "on"'],
    ["power: OFF", "OFF", "and false to other readers", 'quotes: "OFF"'],
    ["limit: 1_000", "1_000", "a text here, not the number 1000", "write 1000"],
    ["at: 1:30", "1:30", "a number to other readers", 'quotes: "1:30"'],
    ["at: 12:30:45", "12:30:45", "a number to other readers", "quotes"],
    ["flags: 0b101", "0b101", "a number to other readers", "quotes"],
    ["items:\n  - one\n   - two\n", "- two", "begins no item", "indent the `-`"],
  ])("%j", (text, at, says, write) => {
    const [first, ...others] = found(text);
    expect(`${first?.message} `).toContain(says);
    expect(first?.hint).toContain(write);
    expect(text.slice(first?.offset).trimStart().startsWith(at)).toBe(true);
    expect(others).toEqual([]);
  });

  test("with the path", () =>
    expect(found("tasks:\n  - tools: { get: [{ args: { zip: 08021 } }] }\n")[0]?.path).toEqual([
      "tasks",
      0,
      "tools",
      "get",
      0,
      "args",
      "zip",
    ]));
});

describe("nothing is said of", () => {
  test.each([
    ["texts in quotes", 'a: "08021"\nb: \'no\'\nc: "#W55"\n'],
    ["texts below |", "a: |\n  no\n  08021\n  - x\n"],
    ["keys", "no: 1\n012: 1\non: 1\n1:30: 1\n"],
    ["numbers", "a: [0, 7, -1, 0.5, 1.25, 1.5e-3, 100, 1234567890]\n"],
    ["numbers where numbers stand", "max_tokens: 1e4\nmax_spend_usd: 0.10\ntemperature: 0.20\nmaximum: 1e6\n"],
    ["prices", "prices: { x: { input: 0.25, output: 2.0 } }\namount: 10.50\n"],
    ["booleans and nulls", "a: [true, False, null, ~]\nb:\n"],
    ["dates", "at: 2026-01-01\nversion: 2026-11-01\n"],
    ["versions of three parts", "version: 1.10.0\n"],
    ["one letter", "a: [y, n, Y, N, t, f]\n"],
    ["prose", "a: No, this is on you. Yes, 012 and 1:30.\nb: Be kind, and off you go\n"],
    ["comments", "a: 1 # W55\nb: text # see #42\nc: # nothing\nd: read #safe\ne: #\nf: #!x\n"],
    ["a # inside a word", "a: C#\nb: x#W55\nc: [a#1, b]\n"],
    ["text that goes on", "a: one\n  two -three\n  - four\n".replace("  - four\n", "")],
    ["a ratio and a verse", "a: 16:9x\nb: John 3:16\n"],
    ["a file of JSON", '{"a": 1e3, "version": 1.10}', "x.json"],
  ])("%s", (_name, text, file?: string) => expect(found(text, file)).toEqual([]));

  test("words with a space between them", () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), (words) => {
        expect(found(`a: ${words.join(" ")}\nb: [${words.join(" ")}]\n`)).toEqual([]);
      }),
    );
  });
});
