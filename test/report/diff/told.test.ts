import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { severity } from "../../../src/core/diff/rule.ts";
import type { SeverityLevel } from "../../../src/core/severity.ts";
import { sectionsOf, shownOf, toldOf } from "../../../src/report/diff/told.ts";
import { breaking, contractReview, dangerous, finding, reviewOf, safe } from "./review.ts";

const severities = { breaking, dangerous, safe };
const anyReview = fc
  .array(
    fc.record({
      contract: fc.constantFrom("a", "b", "c"),
      rule: fc.constantFrom("R", "S"),
      message: fc.constantFrom("x", "y"),
      level: fc.constantFrom<SeverityLevel>("breaking", "dangerous", "safe"),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    reviewOf(
      ["a", "b", "c"].map((name) =>
        contractReview(
          name,
          all
            .filter(({ contract }) => contract === name)
            .map(({ rule, message, level }) => finding(rule, { contract: name, message, severity: severities[level] })),
        ),
      ),
    ),
  );

describe("what is told", () => {
  test("loses no finding and says none twice", () => {
    fc.assert(
      fc.property(anyReview, (review) => {
        const told = toldOf(review);
        const all = review.contracts.flatMap(({ diff }) => diff.findings);
        expect(told.flatMap(({ everywhere }) => everywhere)).toHaveLength(all.length);
        expect(new Set(told.flatMap(({ everywhere }) => everywhere))).toEqual(new Set(all));
        expect(sectionsOf(told).flatMap((section) => section.told)).toHaveLength(told.length);
      }),
    );
  });

  test("the worst comes first, in sections too", () => {
    const ranks = { breaking: 0, dangerous: 1, safe: 2 };
    fc.assert(
      fc.property(anyReview, (review) => {
        const told = toldOf(review).map(({ level }) => ranks[level]);
        expect(told).toEqual(told.toSorted((left, right) => left - right));
        const sections = sectionsOf(toldOf(review)).map((section) =>
          Math.min(...section.told.map(({ level }) => ranks[level])),
        );
        expect(sections).toEqual(sections.toSorted((left, right) => left - right));
      }),
    );
  });

  test("of the same level those first that more people feel", () => {
    const review = reviewOf([
      contractReview("a", [
        finding("ONE", { severity: severity("safe", "breaking", "safe") }),
        finding("TWO", { severity: severity("breaking", "breaking", "safe") }),
        finding("ONE_AND_A_RISK", { severity: severity("dangerous", "breaking", "safe") }),
      ]),
    ]);
    expect(toldOf(review).map((one) => one.finding.rule)).toEqual(["TWO", "ONE_AND_A_RISK", "ONE"]);
  });

  test("of each kind no more is shown than there is room for, and the rest is counted", () => {
    const room = { breaking: 2, dangerous: 1, safe: 0 };
    fc.assert(
      fc.property(anyReview, (review) => {
        const told = toldOf(review);
        const { told: shown, more } = shownOf(told, room);
        expect(shown.length + more.reduce((sum, { number }) => sum + number, 0)).toBe(told.length);
        for (const rule of ["R", "S"]) {
          for (const level of ["breaking", "dangerous", "safe"] as const) {
            const of = shown.filter((one) => one.level === level && one.finding.rule === rule);
            expect(of.length).toBeLessThanOrEqual(room[level]);
          }
        }
      }),
    );
  });
});
