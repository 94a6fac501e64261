import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderPartly } from "../../../../src/core/contract/template/partial.ts";
import { renderTemplate } from "../../../../src/core/contract/template/render.ts";
import type { JsonObject } from "../../../../src/core/json.ts";

describe("what has a value is rendered, and the rest stays as it is written", () => {
  test.each<[string, JsonObject, string, readonly string[]]>([
    ["Be kind.", {}, "Be kind.", []],
    ["{{a}} and {{b}}", { a: "x" }, "x and {{b}}", ["b"]],
    ["{{ b }}{{{b}}}{{&b}}", {}, "{{b}}{{b}}{{b}}", ["b"]],
    ["in {{environment.name}}", {}, "in {{environment.name}}", ["environment.name"]],
    ["in {{environment.name}}", { environment: { name: "test" } }, "in test", []],
    ["{{#list}}- {{id}}\n{{/list}}", {}, "{{#list}}- {{id}}\n{{/list}}", ["list"]],
    ["{{^list}}none{{/list}}", {}, "{{^list}}none{{/list}}", ["list"]],
    ["{{#list}}- {{id}}\n{{/list}}", { list: [{ id: 1 }, { id: 2 }] }, "- 1\n- 2\n", []],
    ["{{#on}}{{a}} {{b}}{{/on}}", { on: true, a: "x" }, "x {{b}}", ["b"]],
    ["{{#on}}{{b}}{{/on}}", { on: false }, "", []],
    ["{{^on}}{{b}}{{/on}}", { on: false }, "{{b}}", ["b"]],
    ["{{#list}}{{a}}{{/list}} {{a}}", { a: "x" }, "{{#list}}{{a}}{{/list}} x", ["list"]],
    ["{{! said to nobody }}{{b}}", {}, "{{b}}", ["b"]],
    ["{{=<% %>=}}<% a %> <% b %>", { a: "x" }, "x {{b}}", ["b"]],
    ["{{b}} {{a}} {{b}}", {}, "{{b}} {{a}} {{b}}", ["b", "a"]],
  ])("%s with %j", (text, values, rendered, open) => {
    expect(renderPartly(text, values)).toEqual({ text: rendered, open });
  });

  test("a section keeps the lines that it did not take", () => {
    const text = "Orders:\n{{#list}}\n\n- {{id}}\n\n{{/list}}\n\nEnd";
    const { text: partial } = renderPartly(text, {});
    const values = { list: [{ id: 1 }] };
    expect(renderTemplate(partial, values)).toBe(renderTemplate(text, values));
  });

  test.each([
    ["{{#a}}", {}, /never closed/],
    ["{{a.b}}", { a: {} }, /`a\.b` has no value/],
    ["{{a}}", { a: {} }, /is not text/],
  ])("%s with %j cannot be rendered", (text, values, why) => {
    expect(() => renderPartly(text, values)).toThrow(why);
  });
});

test("to render in two steps is to render in one", () => {
  fc.assert(
    fc.property(
      arbitraryTemplate(),
      arbitraryValues(),
      fc.subarray(["a", "b", "on", "list"]),
      (text, values, known) => {
        const first = Object.fromEntries(Object.entries(values).filter(([name]) => known.includes(name)));
        const { text: partial, open } = renderPartly(text, first);
        expect(renderTemplate(partial, values)).toBe(renderTemplate(text, values));
        expect(open.filter((name) => known.includes(name))).toEqual([]);
        if (open.length === 0) expect(partial).toBe(renderTemplate(text, values));
      },
    ),
    { numRuns: 2000 },
  );
});

/** Templates with every kind of tag, and lines and blanks in every place. */
function arbitraryTemplate(): fc.Arbitrary<string> {
  const gap = fc.constantFrom("", " ", "\n", "\n\n", "  \n", "\n  ", "word", "word\n");
  const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
    template: fc.array(fc.oneof(gap, tie("part")), { maxLength: 6 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("{{a}}", "{{ b }}", "{{! note }}", "{{!}}"),
      fc
        .tuple(fc.constantFrom("#", "^"), fc.constantFrom("on", "off"), tie("template"))
        .map(([sign, name, inner]) => `{{${sign}${name}}}${inner}{{/${name}}}`),
      fc.tuple(gap, gap, gap).map(([one, two, three]) => `{{#list}}${one}{{id}}${two}{{/list}}${three}`),
      gap.map((inner) => `{{^list}}${inner}{{a}}{{/list}}`),
    ),
  }));
  return template;
}

function arbitraryValues(): fc.Arbitrary<JsonObject> {
  return fc.record({
    a: fc.constantFrom("x", "", "two\nlines", " "),
    b: fc.constantFrom("y", "\n"),
    on: fc.boolean(),
    off: fc.boolean(),
    list: fc.array(fc.record({ id: fc.nat(9) }), { maxLength: 2 }),
  });
}
