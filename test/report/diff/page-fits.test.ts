import { describe, expect, test } from "vitest";
import type { ChangeFinding } from "../../../src/core/diff/judge.ts";
import type { Review } from "../../../src/core/diff/review.ts";
import { reviewReport } from "../../../src/report/diff/review-report.ts";
import { sayMarkdown } from "../../../src/report/formats/markdown.ts";
import { breaking, contractReview, dangerous, decision, finding, reviewOf, safe } from "./review.ts";

const most = 60_000;
const say = (review: Review): string => sayMarkdown(reviewReport(review, decision));
const many = (number: number, part: (at: number) => Partial<ChangeFinding> & { readonly rule: string }) =>
  Array.from({ length: number }, (_, at) => {
    const { rule, ...rest } = part(at);
    return finding(rule, { fingerprint: String(at).padStart(16, "0"), ...rest });
  });
const words = (length: number): ChangeFinding["words"] => [
  { kind: "removed", text: "old ".repeat(length / 4) },
  { kind: "added", text: "new ".repeat(length / 4) },
];
const rowsOf = (comment: string, rule: string): number => comment.match(new RegExp(`^\\| ${rule} `, "gm"))?.length ?? 0;

describe("a comment that would be too long", () => {
  test("gives up word differences first, and says how many, and where they are", () => {
    const said = say(
      reviewOf([
        contractReview("support", [
          ...many(40, (at) => ({ rule: "A", message: `text ${at}`, severity: dangerous, words: words(4_000) })),
          ...many(40, (at) => ({ rule: "B", message: `tool ${at}`, severity: safe })),
        ]),
      ]),
    );
    expect(said.length).toBeLessThanOrEqual(most);
    expect(said).toMatch(/Left out, because this place has an end: \d+ texts with their words\. All of it:/);
    expect(said).toContain("promptctl diff main..HEAD --format json");
    expect(said.match(/^- B: tool/gm)).toHaveLength(40);
    // As many as fit are still there.
    expect(said.length).toBeGreaterThan(most - 10_000);
  });

  test("then safe changes, then details of dangerous ones, never rows of what breaks", () => {
    const said = say(
      reviewOf([
        contractReview("support", [
          ...many(60, (at) => ({ rule: "A", message: `${at} ${"breaks ".repeat(20)}`, severity: breaking })),
          ...many(200, (at) => ({ rule: "B", message: `${at} ${"may harm ".repeat(10)}`, severity: dangerous })),
          ...many(900, (at) => ({
            rule: "C",
            message: `${at} ${"is safe ".repeat(10)}`,
            severity: safe,
            words: words(400),
          })),
        ]),
      ]),
    );
    expect(said.length).toBeLessThanOrEqual(most);
    expect(said).toMatch(/900 texts with their words, /);
    expect(said).toMatch(/900 safe changes/);
    expect(said).toMatch(/200 details of dangerous changes/);
    expect(rowsOf(said, "A")).toBe(60);
  });

  test("of nothing but what breaks, says how many rows were cut", () => {
    const said = say(
      reviewOf([
        contractReview(
          "support",
          many(2_000, (at) => ({ rule: "A", message: `${at} ${"x".repeat(50)}`, severity: breaking })),
        ),
      ]),
    );
    expect(said.length).toBeLessThanOrEqual(most);
    const shown = rowsOf(said, "A");
    expect(shown).toBeGreaterThan(300);
    expect(said).toContain(`${(2_000 - shown).toLocaleString("en-US")} breaking changes`);
    expect(said).toContain("2000 breaking");
  });

  test("of one enormous text is one row, cut where it is long", () => {
    const said = say(
      reviewOf([contractReview("support", [finding("A", { message: "x".repeat(200_000), severity: breaking })])]),
    );
    expect(said.length).toBeLessThan(10_000);
    expect(rowsOf(said, "A")).toBe(1);
  });

  test("of many contracts keeps those first that breaks", () => {
    const contracts = Array.from({ length: 500 }, (_, at) =>
      contractReview(`agent-${at}`, [
        finding(at === 499 ? "LAST" : "A", {
          contract: `agent-${at}`,
          message: `${at} ${"y".repeat(200)}`,
          severity: at === 499 ? breaking : dangerous,
        }),
      ]),
    );
    const said = say(reviewOf(contracts));
    expect(said.length).toBeLessThanOrEqual(most);
    expect(rowsOf(said, "LAST")).toBe(1);
  });

  test("with hostile names and commands is not longer for it", () => {
    const name = `\u0060${"<!--|".repeat(40_000)}`;
    const review = reviewOf(
      [
        contractReview(
          "support",
          many(3, () => ({ rule: "A", severity: breaking })),
        ),
      ],
      {
        base: { name, how: name },
        head: { name, how: name },
        fragments: [{ file: name, contracts: ["a", "b"] }],
      },
    );
    const comment = sayMarkdown(reviewReport(review, { ...decision, again: name }));
    expect(comment.length).toBeLessThanOrEqual(most);
  });
});
