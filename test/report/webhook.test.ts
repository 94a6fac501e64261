import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { analysisReport } from "../../src/report/analysis/report.ts";
import { failureReport } from "../../src/report/failure.ts";
import { sayWebhook } from "../../src/report/formats/webhook.ts";
import { heading, type Report, table } from "../../src/report/report.ts";
import { analyses, analysisOf } from "../helpers/analysis.ts";
import { hostileReport, sample } from "./sample.ts";

const textIn = (report: Report): string => {
  const body = JSON.parse(sayWebhook(report)) as { readonly text: string };
  expect(Object.keys(body)).toEqual(["text"]);
  expect(typeof body.text).toBe("string");
  return body.text;
};
/** What Slack, Mattermost, Teams or Google Chat would act on. */
const acting = /<|>|&(?!(?:amp|lt|gt);)|(?<![A-Za-z0-9])@\w|:\/\/|www\.|\]\(|\]\[|\]:|``|\p{Surrogate}/u;

test("the incident: the verdict, what does not pass, whom it is about", () => {
  expect(textIn(analysisReport(analysisOf("the incident"))).split("\n")).toEqual([
    "❌ promptctl analyze: roll back support@bbbbbbbbbbbb from prod: tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804",
    "• tokens: FAIL, 1,204 → 2,251, ×1.87 (1.61 to 2.19), tolerated up to +20 %",
    "• tool calls: FAIL, 3 → 8.13, ×2.71 (2.33 to 3.17), tolerated up to +20 %",
    "• errors: not clear, 3.1 % → 9.4 %, +6.3 points (1.1 to 11.9), tolerated up to +2 points, 96 sessions: too few to say",
    "• seconds: not clear, 3.2 s → 3.8 s, ×1.20 (1.03 to 1.40), tolerated up to +20 %, 96 sessions: too few to say",
    "• 3 metrics pass",
    "• support@bbbbbbbbbbbb (5 % of new sessions) with 96 sessions, beside support@aaaaaaaaaaaa (serves prod) with 1,804",
    "• support: the ramp of prod began 60 min ago, and is at 5 % since then",
    "• newest record: 2 min old of base, 4 min old of head",
  ]);
});

test.each<readonly [string, Report]>([
  ...analyses.map(([what, one]) => [what, analysisReport(one)] as const),
  ["a hostile report", hostileReport()],
  ["any report", sample],
])("%s: nothing in it acts, and it has an end", (_what, report) => {
  const text = textIn(report);
  expect(text).not.toMatch(acting);
  expect(text.length).toBeLessThanOrEqual(3_000);
});

test("law: whatever a report says, one line is one line, and nothing acts", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^(?:[<>&@:/[\]()`\n]|www\.|<!channel>|https:\/\/|\ud800)*$/),
  );
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), (verdict, brief) => {
      const said = textIn({ command: "analyze", answer: "no", verdict, blocks: [], data: {}, brief });
      expect(said).not.toMatch(acting);
      expect(said.split("\n")).toHaveLength(brief.length + 1);
    }),
  );
});

test("what is too much is left out line by line, and that is said", () => {
  const brief = Array.from({ length: 50 }, (_, at) => `${at} ${"&".repeat(1_000)}`);
  const text = textIn({ ...sample, brief });
  expect(text.length).toBeLessThanOrEqual(3_000);
  expect(text).toMatch(/\n… and 49 more lines$/);
});

describe("of any command", () => {
  test("what it says about lines of files comes first", () => {
    const failure = new Failure("USAGE", { message: "there is no runner" });
    expect(textIn(failureReport("test", failure))).toBe(
      "⚠️ promptctl test: there is no runner\n• see `promptctl --help`",
    );
    const notice = { level: "note", advice: null, fingerprint: null, help: null } as const;
    const place = { file: "prompts/support/contract.yaml", line: 3, column: 1 };
    const notices = [
      { ...notice, rule: "B", message: "later", place },
      { ...notice, rule: "A", level: "error" as const, message: "first", place: null },
    ];
    expect(
      textIn({ ...sample, verdict: "two", notices })
        .split("\n")
        .slice(1),
    ).toEqual(["• A: first", "• prompts/support/contract.yaml:3:1 B: later"]);
  });

  test("else how its report begins, tables row by row", () => {
    const blocks = [heading("support"), table(["label", "serves", "since"], [["prod", "support@1a", ""]])];
    expect(textIn({ ...sample, verdict: "one", blocks })).toBe(
      "❌ promptctl diff: one\n• support\n• prod · support@1a",
    );
  });
});
