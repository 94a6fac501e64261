import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readJinja } from "../../../../src/core/import/template/jinja.ts";
import { arbitraryTemplate, comparisons, data, ours } from "./templates.ts";

const leaves = [
  "{{ name }}",
  "{{- name }}",
  "{{ name -}}",
  "{{deep.er}}",
  "{{ deep['er'] }}",
  "{{ w }}",
  "{{ p.name }}",
  "{# c #}",
  "{#- c -#}",
  "{{ '{{' }}",
];
const wraps = [
  ["{% if yes %}", "{% endif %}", "{% else %}"],
  ["{% if no %}", "{% endif %}", "{% elif yes %}"],
  ["{% if not yes %}", "{% endif %}", "{% elif no %}"],
  ["{%- if yes -%}", "{%- endif -%}", "{%- else -%}"],
  ["{% if p.here %}", "{% endif %}", "{% else %}"],
  ["{% for w in words %}", "{% endfor %}", "{% else %}"],
  ["{% for w in none %}", "{% endfor %}", "{% else %}"],
  ["{%- for w in words %}", "{%- endfor %}"],
  ["{% for p in people %}", "{% endfor %}"],
  ["{% for w in p.tags %}", "{% endfor %}", "{% else %}"],
] as const;

test("what is carried over renders as Jinja renders it", () => {
  const compared = comparisons();
  fc.assert(
    fc.property(arbitraryTemplate(leaves, wraps), (template) => {
      const rendered = ours(readJinja(template));
      if (rendered === null) return;
      compared.add(template);
      expect(rendered).toBe(jinja(template));
    }),
    { numRuns: 3_000 },
  );
  compared.expectAtLeast(150);
});

/** With the settings that Jinja has by itself, but for a last line break, which stays. */
function jinja(template: string): string {
  const environment = new Environment();
  for (const [name, value] of Object.entries(data)) environment.set(name, value);
  return String(new Interpreter(environment).run(parse(tokenize(`${template}\n`, {}))).value);
}
