import { Dotprompt } from "dotprompt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readHandlebars } from "../../../../src/core/import/template/handlebars.ts";
import { arbitraryTemplate, comparisons, data, ours } from "./templates.ts";

const leaves = [
  "{{name}}",
  "{{~name}}",
  "{{name~}}",
  "{{{name}}}",
  "{{deep.er}}",
  "{{this}}",
  "{{! c }}",
  "{{!-- d }} --}}",
  "\\{{name}}",
];
const wraps = [
  ["{{#if yes}}", "{{/if}}", "{{else}}"],
  ["{{#if no}}", "{{/if}}", "{{else if yes}}"],
  ["{{#unless yes}}", "{{/unless}}", "{{else}}"],
  ["{{~#if yes~}}", "{{~/if~}}", "{{~else~}}"],
  ["{{#if here}}", "{{/if}}", "{{else}}"],
  ["{{#each words}}", "{{/each}}", "{{else}}"],
  ["{{#each none}}", "{{/each}}", "{{else}}"],
  ["{{#each people}}", "{{/each}}"],
  ["{{#each tags}}", "{{/each}}", "{{else}}"],
  ["{{#yes}}", "{{/yes}}"],
  ["{{^no}}", "{{/no}}"],
  ["{{#words}}", "{{/words}}"],
] as const;

/**
 * Where a chain of `else if` is closed on a line of its own, the parser takes the spaces before it away, as it does for
 * every block; Handlebars 4, which dotprompt renders with, leaves them there.
 */
const chainClosedAlone = /\{\{~?else if[^]*\n[ \t]+\{\{~?\/if/;

test("a chain that is closed on a line of its own leaves no spaces", () => {
  expect(ours(readHandlebars("{{#if no}}{{else if yes}}x\n {{/if}}"))).toBe("x\n");
});

test("what is carried over renders as dotprompt renders it", async () => {
  const compared = comparisons();
  await fc.assert(
    fc.asyncProperty(arbitraryTemplate(leaves, wraps), async (template) => {
      const rendered = ours(readHandlebars(template));
      if (rendered === null || chainClosedAlone.test(template)) return;
      const { messages } = await new Dotprompt().render(template, { input: data });
      const theirs = messages.flatMap(({ content }) => content).map((part) => ("text" in part ? part.text : ""));
      compared.add(template);
      // dotprompt leaves out messages of white space.
      expect(rendered.trim() === "" ? "" : rendered).toBe(theirs.join(""));
    }),
    { numRuns: 1_500 },
  );
  compared.expectAtLeast(100);
});
