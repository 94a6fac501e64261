import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Review } from "../../../src/core/diff/review.ts";
import { reviewReport } from "../../../src/report/diff/review-report.ts";
import { sayMarkdown } from "../../../src/report/formats/markdown.ts";
import { renderMarkdown, tagsOf, textOfHtml } from "../../helpers/markdown.ts";
import { hostile } from "../sample.ts";
import { breaking, contractReview, dangerous, decision, fault, finding, incident, reviewOf, safe } from "./review.ts";

const say = (review: Review, part: Partial<typeof decision> = {}): string =>
  sayMarkdown(reviewReport(review, { ...decision, ...part }));

test("the incident as a comment", async () => {
  await expect(say(incident, { answer: "no", failOn: "breaking" })).toMatchFileSnapshot("incident.md");
});

describe("a comment", () => {
  const comment = say(incident);
  const html = renderMarkdown(comment);

  test("begins with what it is found again by, which nobody sees", () => {
    expect(comment.split("\n")[0]).toBe("<!-- promptctl diff: . -->");
    expect(say(incident, { root: "services/bots" }).split("\n")[0]).toBe("<!-- promptctl diff: services/bots -->");
  });

  test("has a title of counts, then whom it reaches", () => {
    expect(html).toContain("<h2>promptctl diff: 2 breaking · 1 dangerous · 1 safe</h2>");
    expect(textOfHtml(html)).toContain("in flight: ❌ breaks · new: ⚠️ risk · downstream: ❌ breaks");
  });

  test("has one table of changes, the worst first, without safe ones", () => {
    const [table = ""] = html.match(/<table>[\s\S]*?<\/table>/) ?? [];
    const rows = [...table.matchAll(/<tr>\n<td>(\w+)<\/td>/g)].map(([, rule]) => rule);
    expect(rows).toEqual(["TOOL_RENAMED", "PARAM_REQUIRED_ADDED", "PROMPT_CONSTRAINT_WEAKENED"]);
    expect(table).toContain(
      "<th>Rule</th>\n<th>What changed, and where</th>\n<th>In flight</th>\n<th>New</th>\n<th>Downstream</th>",
    );
  });

  test("has the witness, the way out and the entry to paste of what breaks", () => {
    const text = textOfHtml(html);
    expect(text).toContain('{"order_id":"4711","amount":12}');
    expect(text).toContain("→ keep answering the old name: add `aliases: [process_refund]` to issue_refund");
    expect(text).toContain(
      '- fingerprint: "fedcba9876543210"\n  rule: PARAM_REQUIRED_ADDED\n  reason: ""\n  expires: 2027-02-18',
    );
  });

  test("ends with the command that says the same", () => {
    expect(comment).toMatch(/```\npromptctl diff main\.\.HEAD\n```\n$/);
  });

  test("of no change says so", () => {
    expect(say(reviewOf([]))).toContain("## promptctl diff: no contract change");
  });
});

/** Text of one kind or another, everywhere where text of a repository can stand. */
function evil(text: string): Review {
  const words = (["same", "removed", "added"] as const).map((kind) => ({ kind, text }));
  const place = { file: text, line: 1, column: 1 };
  const one = { message: text, wayOut: text, words, witness: { value: { [text]: text }, says: text }, place };
  const waiver = { fingerprint: "0123456789abcdef", rule: "D", reason: text, expires: "2027-01-31" };
  return reviewOf(
    [
      contractReview(
        "support",
        [
          finding("A", { ...one, severity: breaking, path: ["tools", text] }),
          finding("TOOL_RENAMED", { ...one, severity: dangerous, path: ["tools", text] }),
          finding("C", { ...one, severity: safe }),
        ],
        { waived: [{ finding: finding("D", one), waiver }] },
      ),
    ],
    {
      base: { name: text, how: text },
      head: { name: text, how: text },
      faults: [fault("E", { message: text, hint: text, frame: text, place })],
      aboutWaivers: [fault("F", { message: text })],
      fragments: [{ file: text, contracts: ["a", "b"] }],
    },
  );
}

/** What only we write, and how much of it there is whatever the texts are. */
const shapeOf = (markdown: string): readonly string[] =>
  tagsOf(renderMarkdown(markdown)).filter((tag) => !/^<\/?(?:p|br|span|hr)\b/.test(tag));

const expected = shapeOf(say(evil("plain")));

function expectHarmless(text: string): void {
  const markdown = say(evil(text));
  const html = renderMarkdown(markdown);
  // No tag, link, list, heading, row or fence more or less than with a plain word.
  expect(shapeOf(markdown)).toEqual(expected);
  expect(html.match(/<!--/g)).toHaveLength(1);
  expect(markdown.match(/<!--/g)).toHaveLength(1);
  // What GitHub links in text that stands outside of code.
  const prose = textOfHtml(html.replaceAll(/<pre>[\s\S]*?<\/pre>/g, ""));
  const linked = /(?<![A-Za-z0-9])@\w|#\d|(?<![A-Za-z0-9])GH-\d|:\/\/|www\.|:[a-z][\w+-]*:/gi;
  expect(prose.match(linked)).toBe(null);
  // No command to the CI that shows it.
  expect(markdown).not.toMatch(/^\s*::/m);
  expect(markdown).not.toContain("##[");
}

describe("hostile text", () => {
  test.each([
    ["a bit of everything", hostile],
    ["a forged marker", "<!-- promptctl diff: . -->"],
    ["folds", "</details></summary><details open><summary>all is well</summary>"],
    ["a fence", "```\n# approved\n```\n````\nx\n`````"],
    ["mentions", "@_x_y @octocat _GH-1_ cc @org/team, mail me@example.com, fixes #12, GH-7, gh-8, a/b#3"],
    ["links", "https://evil.example http://x.y www.evil.example [a](javascript:alert(1)) <https://x.y> ftp://x"],
    ["a definition", "[ref]: https://evil.example\n[ref] [^1]\n[^1]: note"],
    ["a table", "| a | b |\n| --- | --- |\n| c | d |\na\n:--\n--|--"],
    ["code by indentation", "    indented\n\n\ttab"],
    ["mathematics", "$\\color{white}hidden$ and $$x$$ costs $5"],
    ["emoji", ":shipit: :+1: :white_check_mark:"],
    ["a callout", "> [!NOTE]\n> all is well"],
    ["line breaks", "x\r\ra\r\nb\rc\u2028d\u2029e\u0085f"],
    ["entities", "&lt;b&gt; &commat;octocat &#64;octocat &NewLine;"],
    ["headings", "# one\n## two\nthree\n===\nfour\n---\n+ five\n* six\n7. seven\n8) eight"],
    ["commands", "::error::x\n  ::add-mask::y ##[add-mask]z"],
    ["instructions to HTML", "<?php x ?> <![CDATA[x]]> <!DOCTYPE x> <style>*{display:none}</style>"],
  ])("%s cannot break out", (_name, text) => expectHarmless(text));

  test("of any kind cannot break out", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ..."`~*_[]()<>!|\\#@:$&-+=.>^\"'/ \t\n".split(""),
        "\r",
        "\n\n",
        "    ",
        "```",
        "<!--",
        "-->",
        "<details>",
        "</details>",
        "</summary>",
        "<a href=x>",
        "javascript:",
        "https://e.x",
        "www.e.x",
        "@octocat",
        "#12",
        "a/b#3",
        "GH-1",
        "me@e.xy",
        "mailto:me@e.xy",
        "::error::",
        "##[",
        "&lt;",
        "&#64;",
        "x",
        "1",
      ),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => expectHarmless(`x${pieces.join("")}`)),
      { numRuns: 150 },
    );
  });
});
