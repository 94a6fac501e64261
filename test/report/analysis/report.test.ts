import { describe, expect, test } from "vitest";
import type { Block } from "../../../src/report/report.ts";
import { textOf } from "../../../src/report/report.ts";
import { analysisReport } from "../../../src/report/analysis/report.ts";
import { sayHuman } from "../../../src/report/formats/human.ts";
import { sayMarkdown } from "../../../src/report/formats/markdown.ts";
import { accounting, analyses, analysis, analysisOf, result } from "../../helpers/analysis.ts";
import { plain } from "../sample.ts";

const rowsOf = (blocks: readonly Block[], first: string): readonly (readonly string[])[] => {
  const found = blocks.find((block) => block.kind === "table" && block.columns[0] === first);
  return found?.kind === "table" ? found.rows.map((row) => row.map(textOf)) : [];
};
const itemsOf = (blocks: readonly Block[], title: string): readonly string[] => {
  const at = blocks.findIndex((block) => block.kind === "heading" && block.text === title);
  const below = at === -1 ? undefined : blocks[at + 1];
  return below?.kind === "list" ? below.items.map(textOf) : [];
};

test.each([
  [
    "the incident",
    "no",
    "roll back support@bbbbbbbbbbbb from prod: tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804",
  ],
  ["all pass", "yes", "advance support@bbbbbbbbbbbb to 25 % of prod: 3 metrics pass, and 5 % has baked for 1 h"],
  ["the last step", "yes", "support@bbbbbbbbbbbb is ready to be all of prod: every metric passes"],
  ["inconclusive", "unknown", "hold support@bbbbbbbbbbbb at 5 % of prod: tokens: 12 sessions are too few to say"],
  ["no data", "unknown", "hold support@bbbbbbbbbbbb at 5 % of prod: tokens: no record has it"],
  ["nothing measured", "unknown", "hold support@bbbbbbbbbbbb at 5 % of prod: nothing was measured"],
  [
    "over a limit",
    "no",
    "over a limit: spend per day $612.40, at most $500.00; hold support@bbbbbbbbbbbb at 5 % of prod: it has baked for 10 min of 30 min",
  ],
  ["against last week", "no", "support@aaaaaaaaaaaa (now) is worse than last week: tokens ×1.40 (1.31 to 1.50)"],
  [
    "two labels, runs only",
    "yes",
    "support@bbbbbbbbbbbb (the label staging) is no worse than support@aaaaaaaaaaaa (the label prod)",
  ],
] as const)("%s: the answer is %s, and the sentence says the same", (what, answer, verdict) => {
  expect(analysisReport(analysisOf(what))).toMatchObject({ command: "analyze", answer, verdict });
});

test("a decision without a reason is explained by the metric that is worst", () => {
  const metrics = [result("steps"), ...analysisOf("the incident").metrics];
  const decision = { action: "roll back", reasons: [], next: null } as const;
  expect(analysisReport(analysis({ metrics, decision })).verdict).toBe(
    "roll back support@bbbbbbbbbbbb from prod: tokens ×1.87 (1.61 to 2.19), 96 sessions beside 1,804",
  );
});

describe("the table of metrics", () => {
  test("has what failed first, then what is not known; critical ones before others", () => {
    const rows = rowsOf(analysisReport(analysisOf("the incident")).blocks, "metric");
    expect(rows.map(([name = "", outcome = ""]) => `${outcome} ${name.replace("\n", ", ")}`)).toEqual([
      "FAIL tokens, critical",
      "FAIL tool calls, critical",
      "not clear errors, critical",
      "not clear seconds",
      "no data outcome.score, critical",
      "pass spend, critical",
      "pass steps",
      "pass stopped with truncated",
    ]);
  });

  test("shows both sides with bars over the same bins, how many there are, the ratio and what is tolerated", () => {
    const [tokens, , errors] = rowsOf(analysisReport(analysisOf("the incident")).blocks, "metric");
    expect(tokens).toEqual([
      "tokens\ncritical",
      "FAIL",
      "1,204\np95 3,371\n·▁▃█▇▂▁·····\nn 1,804",
      "2,251\np95 6,304\n··▁▁▅█▅▁▁···\nn 96",
      "×1.87\n1.61 to 2.19",
      "up to +20 %",
    ]);
    expect(errors).toEqual([
      "errors\ncritical",
      "not clear",
      "3.1 %\nn 1,804",
      "9.4 %\nn 96",
      "+6.3 points\n1.1 to 11.9\ntoo few to say",
      "up to +2 points",
    ]);
  });

  test("says what is huge, nothing, below nothing or unknown, in columns that hold it", () => {
    const rows = rowsOf(analysisReport(analysisOf("huge, zero and negative")).blocks, "metric");
    expect(rows.map(([name = "", , ...said]) => [name.split("\n")[0], ...said])).toEqual([
      [
        "tokens",
        "1.00e+17\np95 2.80e+17\n·▁▂▄▃▁▁·····\nn 1,804",
        "1.00e+26\np95 2.80e+26\n···········█\nn 96",
        "×1.0e+9\n8.6e+8 to 1.2e+9",
        "up to +20 %",
      ],
      ["tool calls", "0\nn 5", "0\nn 5", "–", "up to +20 %"],
      ["steps", "–\nn 0", "0\np95 0\nn 96", "×1.8e+308", "up to +20 %"],
      [
        "outcome.delta",
        "−3\np95 −8.4\n▂▅▅▂\nn 1,804",
        "−3\np95 −8.4\n·▃█·\nn 96",
        "×−0.50\n−2.00 to 1.00",
        "−0.5 to +0.5",
      ],
      [
        "seconds",
        "<1 ms\np95 1 ms\n··▁▁▁▁▂▂▂▂▁▁\nn 1,804",
        "<1 ms\np95 <1 ms\n█···········\nn 96",
        "×0.0001\n0.40 or less",
        "up to +20 %",
      ],
      ["errors", "0.0003 %\nn 1,000,000", "–\nn 0", "–", "up to +20 %"],
    ]);
  });

  test("has no row for what nobody did and nothing depends on; a line names it", () => {
    const { blocks } = analysisReport(analysisOf("the incident"));
    const said = blocks.flatMap((block) => (block.kind === "text" ? [textOf(block.text)] : []));
    expect(said).toContain("in no session of either side: denials");
    expect(said).toContain("in no record, and not asked for: confirmations");
  });

  test("says of a metric why there is nothing to show", () => {
    const { blocks } = analysisReport(analysisOf("no data"));
    expect(rowsOf(blocks, "metric")).toEqual([["tokens\ncritical", "no data", "–", "–", "–", "up to +20 %"]]);
    expect(blocks).toContainEqual({ kind: "list", items: ["tokens: no record has it"] });
  });

  test("counts runs where nobody counted sessions", () => {
    const { blocks } = analysisReport(analysisOf("two labels, runs only"));
    expect(rowsOf(blocks, "").map((row) => row.join("|"))).toEqual([
      "base|support@aaaaaaaaaaaa|the label prod|4,012",
      "head|support@bbbbbbbbbbbb|the label staging|221",
    ]);
  });
});

describe("what became of the records", () => {
  test("is told in words, and nothing of what did not happen", () => {
    expect(itemsOf(analysisReport(analysisOf("the incident")).blocks, "records")).toEqual([
      "4,620 records read from runs/*.jsonl.gz",
      "left out: 3 half-written last lines; 41 without a prompt id; 12 of other bundles: support@cccccccccccc 10, support@dddddddddddd 2; 331 of sessions that were opened before it began; 1 duplicate",
      "1 record written by a clock that is ahead of ours: counted all the same",
      "1 session in 4 of base and every session of head was looked at",
      "the ramp drew 96 of 1,900 sessions at 5 % (5.1 %)",
      "newest record: 2 min old of base, 4 min old of head",
    ]);
    expect(itemsOf(analysisReport(analysisOf("all pass")).blocks, "records")).toHaveLength(3);
  });

  test.each([
    [{ newest: { base: null, head: null } }, "newest record: none of base, none of head"],
    [
      { newest: { base: "2026-11-22T12:00:30.000Z", head: "yesterday\u0007" } },
      "newest record: 2026-11-22T12:00:30.000Z of base, yesterday\u0007 of head",
    ],
    [
      { sides: { base: { sessions: 9, runs: 9, oneIn: 8 }, head: { sessions: 9, runs: 9, oneIn: 8 } } },
      "1 session in 8 was looked at",
    ],
    [
      {
        split: [
          { weight: 500, base: 950, head: 50 },
          { weight: 2_500, base: 700, head: 300 },
        ],
      },
      "the ramp drew 50 of 1,000 sessions at 5 % (5.0 %) and 300 of 1,000 sessions at 25 % (30.0 %)",
    ],
  ])("%j", (part, said) => {
    const { blocks } = analysisReport(analysis({ accounting: accounting(part) }));
    expect(itemsOf(blocks, "records")).toContain(said);
  });
});

test("limits that were passed are told to the last digit", () => {
  expect(itemsOf(analysisReport(analysisOf("over a limit")).blocks, "over a limit")).toEqual([
    "spend per day $612.40, at most $500.00: in the 24 hours before 2026-11-22T11:40:00Z",
    "tokens per run 81,234, at most 50,000: 3 runs had more",
  ]);
});

test("a CI marks what fails, with its level", () => {
  const { notices = [] } = analysisReport(analysisOf("the incident"));
  expect(notices.map(({ rule, level, message }) => `${level} ${rule}: ${message}`)).toEqual([
    "error tokens: tokens: FAIL, 1,204 → 2,251, ×1.87 (1.61 to 2.19), tolerated up to +20 %",
    "error tool calls: tool calls: FAIL, 3 → 8.13, ×2.71 (2.33 to 3.17), tolerated up to +20 %",
  ]);
});

describe.each(analyses)("%s", (_what, one) => {
  test("is a few lines of a terminal and of Markdown, with nothing in them that acts", () => {
    const report = analysisReport(one);
    const human = sayHuman(report, plain, 80);
    const markdown = sayMarkdown(report);
    for (const text of [human, markdown]) {
      expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
      // eslint-disable-next-line no-control-regex -- control characters are what this is about
      expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
      expect(text.length).toBeLessThan(8_000);
    }
    expect(markdown).not.toMatch(/(?<!\\)<(?!br>|\/?span>)|@everyone|(?<!\\)\]\(http/);
    expect(report.verdict).not.toMatch(/\n/);
  });
});

test("a ramp that does harm, as a terminal of 100 columns shows it", async () => {
  await expect(sayHuman(analysisReport(analysisOf("the incident")), plain, 100)).toMatchFileSnapshot(
    "incident.100.txt",
  );
});
