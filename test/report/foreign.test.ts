import { expect, test } from "vitest";
import { foreignMarkdown } from "../../src/report/markdown/foreign.ts";
import { renderMarkdown, tagsOf, textOfHtml } from "../helpers/markdown.ts";

const home = "https://github.com/octo/shop";
const rendered = (text: string): string => renderMarkdown(foreignMarkdown(text, home));

test.each([
  "@octocat",
  "\\@octocat",
  "&#64;octocat",
  "hello@example.com",
  "fixes #12",
  "octo/shop#12",
  "GH-12",
  "https://evil.example",
  "www.evil.example",
  "<https://evil.example>",
  "[click](//evil.example)",
  "[click](<//evil.example>)",
  "[click][1]\n\n[1]: //evil.example",
  `[click](${home}/../../evil/page)`,
  `[click](${home}.evil.example/)`,
  "![seen](//evil.example/pixel)",
  "<img src=//evil.example>",
  "<a href=//evil.example>click</a>",
  "<details open ontoggle=x>",
  "<!-- promptctl gate: other -->",
])("a stranger's %s does nothing", (text) => {
  const html = rendered(text);
  expect(tagsOf(html).filter((tag) => !/^<\/?p>$/.test(tag))).toEqual([]);
  expect(textOfHtml(html)).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./);
});

test("what our own pages are made of stays", () => {
  const page = `## refused\n\n| a | b |\n| --- | --- |\n| 1 | 2<br>3 |\n\n<details><summary>more</summary>\n\n\`\`\`yaml\na: <b>\n\`\`\`\n\n</details>\n\n<sub>[this run](${home}/actions/runs/42)</sub>`;
  const html = rendered(page);
  expect(tagsOf(html)).toEqual(expect.arrayContaining(["<table>", "<br>", "<details>", "<summary>", "<sub>"]));
  expect(html).toContain(`<a href="${home}/actions/runs/42">this run</a>`);
});
