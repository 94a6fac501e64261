import { expect, test } from "vitest";
import { readForeignYaml } from "../../../src/core/yaml/foreign.ts";

test.each([
  [
    "anchors, aliases and merge keys are resolved",
    "a: &x { b: 1 }\nc: { <<: *x, d: 2 }\n",
    { a: { b: 1 }, c: { b: 1, d: 2 } },
  ],
  ["the last of two keys wins", "a: 1\na: 2\n", { a: 2 }],
  ["keys become text", "1: one\ntrue: yes\n", { "1": "one", true: "yes" }],
  ["nothing is null", "", null],
  ["JSON is YAML", '{"a": [1, null]}', { a: [1, null] }],
  ["what is no number is null", "a: .nan\n", { a: null }],
])("%s", (_name, text, value) => {
  expect(readForeignYaml(text)).toEqual({ value, why: null });
});

test.each([
  ["what is not closed", "a: 1\nb: [1, 2\n", /^line 3: /],
  ["two documents", "a: 1\n---\nb: 2\n", /^line \d: .*multiple documents/],
  ["an alias of nothing", "a: *x\n", /x/],
  ["a bomb of aliases", bomb(), /alias/i],
])("%s cannot be read, and says why in a line", (_name, text, why) => {
  const read = readForeignYaml(text);
  expect(read).toEqual({ value: null, why: expect.stringMatching(why) });
  expect(read.why).not.toContain("\n");
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = Array.from({ length: 9 }, () => (level === 0 ? "lol" : `*l${level - 1}`)).join(", ");
    return `l${level}: &l${level} [${items}]`;
  });
  return `${levels.join("\n")}\n`;
}
