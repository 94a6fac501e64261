import { describe, expect, test } from "vitest";
import type { Review } from "../../../src/core/diff/review.ts";
import { severity } from "../../../src/core/diff/rule.ts";
import { type Decision, reviewReport } from "../../../src/report/diff/review-report.ts";
import { sayReach } from "../../../src/report/diff/audiences.ts";
import { breaking, contractReview, dangerous, decision, fault, finding, incident, reviewOf, safe } from "./review.ts";

const verdict = (review: Review, part: Partial<Decision> = {}): string =>
  reviewReport(review, { ...decision, ...part }).verdict.replace(/^commit 1a2b3c4 → the working tree: /, "");
const of = (...findings: readonly ReturnType<typeof finding>[]): Review =>
  reviewOf([contractReview("support", findings)]);

describe("the verdict", () => {
  test.each<[string, Review, Partial<Decision>, string]>([
    ["of nothing", reviewOf([]), {}, "no contract changes"],
    ["of what is safe", of(finding("A", { severity: safe })), {}, "1 safe in 1 contract"],
    [
      "of what is dangerous",
      of(finding("A", { severity: dangerous })),
      {},
      "1 dangerous in 1 contract; a risk for new conversations and downstream code",
    ],
    [
      "of what breaks, and nobody asked",
      of(finding("A", { severity: breaking })),
      {},
      "1 breaking in 1 contract; breaks open conversations and downstream code; --fail-on breaking would refuse it",
    ],
    [
      "of what breaks, and was let through",
      of(finding("A", { severity: breaking })),
      { failOn: "never" },
      "1 breaking in 1 contract; breaks open conversations and downstream code",
    ],
    [
      "of what was refused",
      of(finding("A", { severity: breaking })),
      { answer: "no", failOn: "in-flight=breaking" },
      "1 breaking in 1 contract; breaks open conversations and downstream code; refused by --fail-on in-flight=breaking",
    ],
    [
      "of what cannot be read",
      reviewOf([], { unreadable: ["support", "triage"] }),
      { answer: "no", failOn: "breaking" },
      "nothing else changes; support and triage cannot be read, so nothing is known about them; refused by --fail-on breaking",
    ],
    [
      "of faults",
      reviewOf([contractReview("support", [])], { faults: [fault("A"), fault("B", { level: "warning" })] }),
      {},
      "1 contract changed, with nothing to object to; 1 fault that check refuses",
    ],
    [
      "of faults, and nothing else",
      reviewOf([], { faults: [fault("A")] }),
      {},
      "nothing changes in what can be read, and nothing is known about what cannot be read; 1 fault that check refuses",
    ],
    [
      "of what is waived",
      reviewOf([contractReview("support", [], { waived: incident.contracts[0]?.waived ?? [] })]),
      {},
      "1 contract changed, with nothing to object to, 1 waived",
    ],
  ])("%s", (_name, review, part, said) => {
    expect(verdict(review, part)).toBe(said);
  });

  test("counts what is waived apart", () => {
    expect(reviewReport(incident, decision).data["counts"]).toEqual({ breaking: 2, dangerous: 1, safe: 1, waived: 1 });
  });
});

test("whom a change reaches is said in words", () => {
  expect(sayReach(severity("breaking", "breaking", "breaking"))).toBe(
    "breaks open conversations, new conversations and downstream code",
  );
  expect(sayReach(severity("dangerous", "breaking", "safe"))).toBe(
    "breaks new conversations; a risk for open conversations; safe for downstream code",
  );
});
