import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foreignSyntax } from "../../../../src/core/contract/template/foreign-text.ts";
import { parseTemplate } from "../../../../src/core/contract/template/parse.ts";

/** The text; what the first fault says; what it says to write. */
type Said = readonly [text: string, says: string, write: string];

describe("a tag of another language says whose it is, and what to write instead", () => {
  test.each<Said>([
    ["{{#if tier}}a{{/if}}", "`{{#if tier}}` is Handlebars", "{{#tier}} … {{/tier}}"],
    ["{{#unless tier}}a{{/unless}}", "is Handlebars", "{{^tier}} … {{/tier}}"],
    ["{{#if (eq a b)}}a{{/if}}", "templates decide nothing here", "boolean variable"],
    ["{{#each orders}}{{/each}}", "is Handlebars", "{{#orders}} … {{/orders}}"],
    ["{{#each orders as |order|}}{{/each}}", "is Handlebars", "{{#orders}} … {{/orders}}"],
    ["{{#with user}}{{name}}{{/with}}", "is Handlebars", "{{user.field}}"],
    ["{{#a}}x{{else}}y{{/a}}", "`{{else}}` is Handlebars", "{{/a}}{{^a}}"],
    ["{{#a}}x{{^}}y{{/a}}", "`{{^}}` is Handlebars", "{{/a}}{{^a}}"],
    ["{{else if b}}", "is Handlebars", "{{/it}}{{^it}}"],
    ["{{> policy}}", "is a partial", "{ file: ./shared.md }"],
    ["{{#> layout}}{{/layout}}", "there are no partials", "{ file: ./shared.md }"],
    ['{{#*inline "x"}}{{/inline}}', "there are no partials", "{ file: ./shared.md }"],
    ["{{< layout}}{{/layout}}", "is inheritance", "{ file: ./shared.md }"],
    ["{{*name}}", "is a name that is made while rendering", "name the variable itself"],
    ["{{@index}}", "is Handlebars", "{{position}}"],
    ["{{@root.tier}}", "is Handlebars", "{{position}}"],
    ["{{this}}", "is Handlebars", "{{.}}"],
    ["{{this.name}}", "is Handlebars", "{{name}}"],
    ["{{this/name}}", "is Handlebars", "{{name}}"],
    ["{{./name}}", "is Handlebars", "{{name}}"],
    ["{{../tier}}", "names around a list are not seen", "every item"],
    ["{{orders.[0]}}", "by its position", "{{#list}}"],
    ["{{ orders[0].id }}", "by its position", "{{#list}}"],
    ['{{ user["name"] }}', "dots do that here", "{{user.name}}"],
    ["{{{{raw}}}}{{x}}{{{{/raw}}}}", "raw block of Handlebars", "literal: true"],
    ["{{~tier~}}", "a mark for white space", "alone on their lines"],
    ["{{- tier -}}", "a mark for white space", "alone on their lines"],
    ["{{ tier | upper }}", "a filter of Jinja or Liquid", "{{tier}}"],
    ["{{tier|default('basic')}}", "a filter of Jinja or Liquid", "{{tier}}"],
    ["{{ 'gold' if vip else 'basic' }}", "is a value, not a name", "literal: true"],
    ["{{ a if vip else b }}", "a condition of Jinja", "{{#it}} … {{/it}}{{^it}}"],
    ["{{ now() }}", "calls a function", "declare a variable"],
    ["{{ _('Hello') }}", "calls a function", "declare a variable"],
    ["{{ count + 1 }}", "is an expression", "declare a variable"],
    ["{{ not vip }}", "is an expression", "declare a variable"],
    ["{{#tier == 'gold'}}{{/tier}}", "is an expression", "declare a variable"],
    ['{{ "{{" }}', "is a value, not a name", "literal: true"],
    ['{{"name": "Ada"}}', "is a doubled brace", "a single brace is text here"],
    ["{{ .Name }}", "is a Go template", "{{Name}}"],
    ["{{ range .Items }}", "is a Go template", "{{#it}}"],
    ["{{ $total }}", "begins with a `$`", "without the sign"],
    ['{{formatDate day "short"}}', "there are no helpers", "declare a variable"],
    ['{{role "system"}}', "a helper of dotprompt", "`messages`"],
    ["{{!-- a }} b --}}", "ends at its first `}}`", "{{! … }}"],
    ["{{}}", "names nothing", "literal: true"],
    ["{{naïve}}", "does not name a variable", "letters, digits"],
    ["Hello {{tier", "is opened and never closed", "literal: true"],
    ["{{=<% %>=}}<%#if tier%>a<%/if%>", "`<%#if tier%>` is Handlebars", "{{#tier}}"],
  ])("%s", (text, says, write) => {
    const [first, ...others] = parseTemplate(text).faults;
    expect(first?.message).toContain(says);
    expect(first?.hint).toContain(write);
    expect(others).toEqual([]);
  });
});

describe("what is text to us, and a tag to others", () => {
  test.each<readonly [...Said, at: number]>([
    ["a {% if vip %}b{% else %}c{% endif %}", "`{% if vip %}` is Jinja or Liquid", "{{#vip}} … {{/vip}}", 2],
    ["{%- if not vip -%}", "is Jinja or Liquid", "{{^vip}} … {{/vip}}", 0],
    ["{% if a == 1 %}", "is Jinja or Liquid", "{{#it}}", 0],
    ["{% for o in orders %}{{x}}{% endfor %}", "is Jinja or Liquid", "{{#orders}} … {{/orders}}", 0],
    ["{{x}}\n{% endif %}", "is Jinja or Liquid", "{{#it}}", 6],
    ["{% include 'policy.md' %}", "is Jinja or Liquid", "{ file: ./shared.md }", 0],
    ["{% raw %}", "is Jinja or Liquid", "literal: true", 0],
    ["{% set a = 1 %}", "is Jinja or Liquid", "declare a variable", 0],
    ["{% comment %}", "is Jinja or Liquid", "{{! … }}", 0],
    ["{# why\n so #}", "`{# why so #}` is a comment of Jinja", "{{! … }}", 0],
    ["<% if vip %>", "is ERB or EJS", "declare a variable", 0],
    ["<%= tier %>", "is ERB or EJS", "{{tier}}", 0],
    ["<%# why %>", "is ERB or EJS", "{{! … }}", 0],
    ["Hello ${tier}", "`${tier}` is text here", "{{tier}}", 6],
    ["Hello {tier}", "`{tier}` is text here", "{{tier}}", 6],
    ["Hello { tier }", "is text here", "{{tier}}", 6],
    ["Hello {tier!r}", "is text here", "{{tier}}", 6],
    ["Hello {user.name}", "is text here", "{{user.name}}", 6],
    ["In {environment.name}", "is text here", "{{environment.name}}", 3],
    ["Hello {tier}}", "a brace is missing", "{{tier}}", 6],
    ["say \\{{tier}}", "a backslash escapes no tag", "literal: true", 4],
    ["{{#vip}}a {tier}{{/vip}}", "is text here", "{{tier}}", 10],
    ["{{! c }}\n  {% if vip %}", "is Jinja or Liquid", "{{#vip}}", 11],
  ])("%s", (text, says, write, at) => {
    const [first, ...others] = foreignSyntax(text, ["tier", "user", "environment.name"]);
    expect(first?.message).toContain(says);
    expect(first?.hint).toContain(write);
    expect(first?.offset).toBe(at);
    expect(others).toEqual([]);
  });

  test.each([
    ["single braces around other words", "Write {total} and ${HOME}."],
    ["JSON", '{"tier": "gold", "user": {"name": "Ada"}}'],
    ["our own tags", "{{tier}} {{#user}}{{name}}{{/user}}"],
    ["our own tags between other delimiters", "{{=<% %>=}}<%tier%><%={{ }}=%>"],
    ["a dollar sign before a tag", "It costs ${{tier}}."],
    ["a backslash of a path before a tag", "C:\\{{tier}}"],
    ["a name of a heading", "## Refunds {#refunds}"],
    ["LaTeX", "\\frac{tier}{user}"],
    ["a percentage in braces", "{100%} {%"],
    ["less than and per cent", "if a <5% and b %> c"],
    ["prose", "Be kind."],
  ])("nothing is said of %s", (_name, text) => expect(foreignSyntax(text, ["tier", "user"])).toEqual([]));
});

test("whatever the text, places are inside it, and there are 100 at most", () => {
  const pieces = fc.array(
    fc.constantFrom("{%", "%}", "{#", "#}", "<%", "%>", "${", "{", "}", "{{", "}}", "tier", " if ", "\n", "\\"),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 60 }), (parts, times) => {
      const text = parts.join("").repeat(times);
      const found = foreignSyntax(text, ["tier"]);
      expect(found.length).toBeLessThanOrEqual(100);
      for (const { offset } of found) expect(offset >= 0 && offset < text.length).toBe(true);
    }),
  );
});
