import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/core/lint/catalogue.ts";
import { idOf } from "../../src/core/lint/known-rules.ts";
import { reviewReport } from "../../src/report/diff/review-report.ts";
import { saySarif } from "../../src/report/formats/sarif.ts";
import { noticesOf } from "../../src/report/notices.ts";
import type { Notice, Report } from "../../src/report/report.ts";
import { sarifFaults } from "../helpers/sarif.ts";
import { decision, fault, incident } from "./diff/review.ts";
import { hostile, sample } from "./sample.ts";

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly help?: object }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
        }[];
        readonly partialFingerprints?: object;
      }[];
    },
  ];
}

const logOf = (report: Report): Log => JSON.parse(saySarif(report));
const check = (notices: readonly Notice[]): Report => ({ ...sample, command: "check", notices });

describe("the log of a diff", () => {
  const report = reviewReport(incident, decision);
  const [run] = logOf(report).runs;

  test("is SARIF 2.1.0, by its own schema", () => {
    expect(sarifFaults(logOf(report))).toEqual([]);
    expect(sarifFaults({ ...logOf(report), version: "2.2" })).not.toEqual([]);
  });

  test("breaking is an error, dangerous a warning, safe a note; the worst first", () => {
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["TOOL_RENAMED", "error"],
      ["PARAM_REQUIRED_ADDED", "error"],
      ["PROMPT_CONSTRAINT_WEAKENED", "warning"],
      ["TOOL_ADDED", "note"],
    ]);
  });

  test("each rule is there once, with what the catalogue says of it", () => {
    const { rules } = run.tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(run.results.map(({ ruleId }) => ruleId));
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(rules[0]?.help).toEqual({ text: expect.stringMatching(/another name.*What happened to others: /) });
  });

  test("a result has its place and its fingerprint", () => {
    expect(run.results[1]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "prompts/support/contract.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 21, startColumn: 9 },
    });
    expect(run.results[1]?.partialFingerprints).toEqual({ "promptctl/v1": "fedcba9876543210" });
  });
});

describe("the log of a check", () => {
  test("of every rule that there is says what to do, and is SARIF", () => {
    const findings = catalogue
      .filter(({ about }) => about !== "a change")
      .map((entry) => fault(idOf(entry), { hint: "mend it", level: "warning" }));
    const log = logOf(check(noticesOf(findings)));
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].tool.driver.rules.filter(({ help }) => help === undefined)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(findings.length);
  });

  test("without findings it is SARIF, with no result", () => {
    const log = logOf(check([]));
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].results).toEqual([]);
  });

  test("holds the 5,000 that matter most", () => {
    const notes = noticesOf(Array.from({ length: 6_000 }, () => fault("SHAPE", { level: "note" })));
    const log = logOf(check([...notes, ...noticesOf([fault("LAST")])]));
    expect(log.runs[0].results).toHaveLength(5_000);
    expect(log.runs[0].results[0]?.ruleId).toBe("LAST");
  });

  test("no message is a link, none is a page long, and each has a place", () => {
    const link = "see [the docs](javascript:alert(1)) and [x](https://evil.example)";
    const log = logOf(
      check(noticesOf([fault("A", { message: link, place: null }), fault("B", { message: "x".repeat(9_000) })])),
    );
    expect(sarifFaults(log)).toEqual([]);
    const [first, second] = log.runs[0].results;
    expect(first?.message.text).not.toContain("](");
    expect(first?.message.text.replaceAll("\u200B", "")).toBe(link);
    expect(first?.locations).toHaveLength(1);
    expect(second?.message.text).toHaveLength(2_001);
  });

  test("names of files are URIs, whatever they are", () => {
    const file = `a b/ü#%/${hostile.split("\n")[0] ?? ""}.yaml`;
    const log = logOf(check(noticesOf([fault("SHAPE", { message: hostile, place: { file, line: 1, column: 1 } })])));
    expect(sarifFaults(log)).toEqual([]);
    const uri = log.runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? "";
    expect(decodeURIComponent(uri)).toBe(file);
    expect(uri).toMatch(/^[\w%/.~!*'()-]+$/);
  });
});
