import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { usedNames } from "../../../../src/core/contract/template/names.ts";
import { parseTemplate } from "../../../../src/core/contract/template/parse.ts";
import { renderTemplate } from "../../../../src/core/contract/template/render.ts";
import type { JsonObject } from "../../../../src/core/json.ts";

type Vector = { readonly name: string; readonly template: string; readonly data: JsonObject } & (
  | { readonly expected: string }
  | { readonly error: true }
);

// Language-neutral: every client renders these, so that one bundle says the same everywhere.
const vectors = JSON.parse(
  readFileSync(new URL("../../../../src/spec/templates.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("the vectors of the template language", () => {
  test.each(vectors)("$name", (vector) => {
    const render = (): string => renderTemplate(vector.template, vector.data);
    if ("error" in vector) expect(render).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" }));
    else expect(render()).toBe(vector.expected);
  });

  test("have names of their own", () => {
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });
});

test("text without braces renders as itself, whatever the values are", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => !text.includes("{{")),
      (text) => {
        expect(renderTemplate(text, {})).toBe(text);
      },
    ),
  );
});

test("a value goes through as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      expect(renderTemplate("<{{value}}>", { value })).toBe(`<${value}>`);
    }),
  );
});

test("parsing never throws, and a template with faults is never rendered", () => {
  const pieces = fc.array(
    fc.constantFrom("{{", "}}", "#", "^", "/", "!", "=", "&", ">", "{", "}", "a", ".", " ", "\n", "<% %>"),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      const { faults } = parseTemplate(text);
      for (const { offset } of faults) expect(offset >= 0 && offset <= text.length).toBe(true);
      if (faults.length > 0 && text.includes("{{"))
        expect(() => renderTemplate(text, { a: true })).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" }));
    }),
  );
});

describe("where a fault stands", () => {
  test.each<[string, string, readonly number[]]>([
    ["an unclosed tag", "ab {{c", [3]],
    ["an unclosed section, at its opening", "a {{#b}} c", [2]],
    ["a closing without an opening", "a {{/b}}", [2]],
    ["a closing of another section, at the closing", "{{#a}}{{/b}}", [6]],
    ["each of several", "{{> a}} {{b c}} {{#d}}", [0, 8, 16]],
    ["one tag of Handlebars, once", "{{#each a}}{{b}}{{/each}}", [0]],
    ["a raw block, once", "x {{{{raw}}}} {{a}} {{{{/raw}}}}", [2]],
  ])("%s", (_name, text, offsets) => expect(parseTemplate(text).faults.map(({ offset }) => offset)).toEqual(offsets));
});

test("delimiters that are not set back are known, with their place", () => {
  expect(parseTemplate("a {{=<% %>=}}b").leftOpen).toEqual({ open: "<%", close: "%>", offset: 2 });
  expect(parseTemplate("a {{=<% %>=}}b<%={{ }}=%>").leftOpen).toBeNull();
});

test("a text has 100 faults at most, and a message is short", () => {
  const { faults } = parseTemplate(`{{${"a ".repeat(5_000)}}} {{b c}}`.repeat(200));
  expect(faults).toHaveLength(100);
  expect(Math.max(...faults.map(({ message }) => message.length))).toBeLessThan(200);
});

describe("the names a template takes from outside", () => {
  const variables: Readonly<Record<string, JsonObject>> = {
    orders: { type: "array", items: { type: "object" } },
    user: { type: "object", properties: { tags: { type: "array" } } },
    vip: { type: "boolean" },
  };
  test.each<[string, string, readonly string[]]>([
    ["variables, each time", "{{a}} {{b.c}} {{a}}", ["a", "b.c", "a"]],
    ["inside a section over a boolean", "{{#vip}}{{a}}{{/vip}}", ["vip", "a"]],
    ["not inside a section over a list", "{{#orders}}{{id}}{{/orders}}", ["orders"]],
    ["not inside a section over a dotted list", "{{#user.tags}}{{id}}{{/user.tags}}", ["user.tags"]],
    ["inside a section that nobody declared", "{{#what}}{{a}}{{/what}}", ["what", "a"]],
    ["not the item itself", "{{.}}", []],
  ])("%s", (_name, text, names) => {
    expect(usedNames(parseTemplate(text).nodes, variables).map(({ name }) => name)).toEqual(names);
  });
});

test("sections nested 8,000 deep are refused, not a crash", () => {
  const text = `${"{{#a}}".repeat(8_000)}x${"{{/a}}".repeat(8_000)}`;
  expect(() => renderTemplate(text, { a: true })).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" }));
});
