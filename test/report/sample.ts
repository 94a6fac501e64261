import { code, heading, list, paragraph, type Report, table, toned } from "../../src/report/report.ts";
import type { Paint } from "../../src/report/formats/human.ts";

export const plain: Paint = (_tone, text) => text;

/** Everything a report can say, once. */
export const sample: Report = {
  command: "diff",
  answer: "no",
  verdict: "1 contract, 3 changes: breaking for sessions in flight",
  blocks: [
    heading("support"),
    table(
      ["rule", "in flight", "new", "what changes"],
      [
        [
          toned("bad", "TOOL_RENAMED"),
          toned("bad", "breaking"),
          toned("good", "safe"),
          "issue_refund is called refund_order now, and sessions that are open ask for a tool that is not there any more",
        ],
        [
          toned("warn", "PROMPT_REWORDED"),
          toned("warn", "dangerous"),
          toned("warn", "dangerous"),
          "the system text says\nsomething else",
        ],
        [toned("good", "TOOL_ADDED"), "safe", "safe", "get_invoice"],
      ],
    ),
    code(
      "You are the support agent of Acme.\n-  Refund at once.\n+  Ask before you refund, and never promise a date that you have not looked up in the order itself.",
    ),
    list([
      toned(
        "warn",
        "way out of TOOL_RENAMED: write `aliases: [issue_refund]`, so that the old name is answered as long as anybody uses it",
      ),
      "a second item\nof two lines",
    ]),
    paragraph(
      "Tokens: 812 before and 1,204 after; every session that begins after the move pays for that, in each of its steps.",
    ),
  ],
  data: { severity: "breaking", findings: [{ rule: "TOOL_RENAMED" }], nothing: null },
};

/** Text of a prompt under review that wants to be more than text. */
export const hostile = [
  "a | b || c \\| d",
  "`code` ``more``",
  "**bold** _em_ ~~gone~~ <b>html</b>",
  "<details><summary>hide</summary>",
  "<!-- marker --> <script>alert(1)</script>",
  "@octocat @org/team #123 owner/repo#9",
  "[link](https://evil.example) ![image](https://evil.example/x.png) [ref]: x",
  "- [ ] task",
  "> quote",
  "```",
  "```` sh",
  "rm -rf",
  "| x | y |",
  "\u001B[31mred\u001B[0m \u009B2J \u0007 \u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007",
  "\u202Eright to left\u202C",
].join("\n");

/** A report in which every text is hostile. */
export function hostileReport(text = hostile): Report {
  const line = text.replaceAll("\n", " ");
  return {
    command: "diff",
    answer: "yes",
    verdict: line,
    blocks: [heading(line), paragraph(text), list([text, text]), table([line, line], [[line, text]]), code(text)],
    data: { text },
  };
}
