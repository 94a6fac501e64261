import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Review } from "../../../src/core/diff/review.ts";
import { reviewReport } from "../../../src/report/diff/review-report.ts";
import { type Paint, sayHuman } from "../../../src/report/formats/human.ts";
import { hostile, plain } from "../sample.ts";
import { breaking, contractReview, dangerous, decision, fault, finding, incident, reviewOf, safe } from "./review.ts";

const refused = { ...decision, answer: "no", failOn: "breaking" } as const;
const say = (review: Review, width = 80, paint: Paint = plain): string =>
  sayHuman(reviewReport(review, refused), paint, width);

test("the incident at 80 columns", async () => {
  await expect(say(incident, 80)).toMatchFileSnapshot("incident.80.txt");
});

test("the incident at 200 columns", async () => {
  await expect(say(incident, 200)).toMatchFileSnapshot("incident.200.txt");
});

test("colour is laid on last: without it, the text is the same", () => {
  const paint: Paint = (tone, text) => `\u001B[${tone.length}m${text}\u001B[0m`;
  const painted = say(incident, 80, paint);
  expect(painted).toContain("\u001B[3m[-$50-]");
  // eslint-disable-next-line no-control-regex -- escape codes are what this is about
  expect(painted.replaceAll(/\u001B\[\d+m/g, "")).toBe(say(incident, 80));
});

test("no line of prose is wider than the screen", () => {
  const lines = say(incident, 80).split("\n");
  // A line to be pasted is what it is.
  const wide = lines.filter((line) => line.length > 80 && !line.startsWith("  # "));
  expect(wide).toEqual([]);
});

describe("what matters most", () => {
  test("stands first, whatever the order of the contracts", () => {
    const review = reviewOf([
      contractReview("calm", [finding("TOOL_ADDED", { contract: "calm", severity: safe })]),
      contractReview("wild", [finding("TOOL_REMOVED", { contract: "wild", severity: breaking })]),
    ]);
    const said = say(review);
    expect(said.indexOf("TOOL_REMOVED")).toBeLessThan(said.indexOf("TOOL_ADDED"));
  });

  test("is not buried by a hundred findings of another kind", () => {
    const many = Array.from({ length: 100 }, (_, at) =>
      finding("PARAM_DESC_CHANGED", { message: `parameter ${at}`, severity: breaking }),
    );
    const said = say(reviewOf([contractReview("support", [...many, finding("TOOL_REMOVED", { severity: breaking })])]));
    expect(said.match(/PARAM_DESC_CHANGED {2}/g)).toHaveLength(20);
    expect(said).toContain("TOOL_REMOVED  ");
    expect(said).toContain("and 80 more of PARAM_DESC_CHANGED, breaking");
  });

  test("what is safe takes a line each, and three of a rule", () => {
    const many = Array.from({ length: 9 }, (_, at) => finding("TOOL_ADDED", { message: `tool ${at}`, severity: safe }));
    const said = say(reviewOf([contractReview("support", many)]));
    expect(said.match(/^- safe TOOL_ADDED: tool \d/gm)).toHaveLength(3);
    expect(said).toContain("and 6 more of TOOL_ADDED, safe");
  });
});

test("one edit in many contracts is said once, with their names", () => {
  const names = Array.from({ length: 40 }, (_, at) => `agent-${String(at).padStart(2, "0")}`);
  const review = reviewOf(
    names.map((contract, at) =>
      contractReview(contract, [
        finding("PROMPT_REWORDED", { contract, message: "another tone", fingerprint: String(at).padStart(16, "0") }),
      ]),
    ),
  );
  const said = say(review);
  expect(said.match(/another tone/g)).toHaveLength(1);
  expect(said).toContain("40 contracts: agent-00, agent-01");
});

test("where nothing was refused, it says how to get what would be pasted", () => {
  const said = sayHuman(reviewReport(incident, decision), plain, 200);
  expect(said).not.toContain("fingerprint");
  expect(said).toContain("--format markdown prints the entries");
  const risky = reviewOf([contractReview("support", [finding("TOOL_DESC_CHANGED", { severity: dangerous })])]);
  expect(sayHuman(reviewReport(risky, decision), plain, 200)).toContain(
    "to accept a change until a day: .promptctl-waivers.yaml; --format markdown prints the entries",
  );
  const never = sayHuman(reviewReport(incident, { ...decision, failOn: "never" }), plain, 200);
  expect(never).not.toMatch(/prints the entries|would refuse it/);
});

test("a contract that is new or gone is said so, and other sides are named by what runs log", () => {
  const one = [finding("CONTRACT_ADDED", { severity: safe })];
  expect(
    say(reviewOf([contractReview("support", one, { called: { before: null, after: "support" }, before: null })])),
  ).toMatch(/^support, new$/m);
  expect(
    say(reviewOf([contractReview("support", one, { called: { before: "support", after: null }, after: null })])),
  ).toMatch(/^support, gone$/m);
  expect(say(reviewOf([contractReview("support", one, { after: null })]))).toMatch(
    /^support@1{12} → support as far as it can be read$/m,
  );
  expect(say(reviewOf([contractReview("support", one)]))).toMatch(/^support@1{12} → support@2{12}$/m);
  const called = { before: "support", after: "helpdesk" };
  const renamed = [finding("CONTRACT_RENAMED", { contract: "helpdesk" })];
  expect(say(reviewOf([contractReview("helpdesk", renamed, { called })]))).toMatch(/^support@1{12} → helpdesk@2{12}$/m);
});

test("faults of the new side come first, those that were there before are counted", () => {
  const review = reviewOf([contractReview("support", [finding("TOOL_REMOVED", { severity: breaking })])], {
    faults: [fault("SHAPE")],
    inherited: [fault("OLD"), fault("OLD")],
  });
  const said = say(review);
  expect(said.indexOf("SHAPE")).toBeLessThan(said.indexOf("TOOL_REMOVED"));
  expect(said).toContain("2 faults that check refuses stood here before this change");
  expect(said).not.toContain("what OLD says");
});

describe("hostile text", () => {
  const evil = (text: string): Review => {
    const words = (["same", "removed", "added", "same"] as const).map((kind) => ({ kind, text }));
    const witness = { value: { [text]: text }, says: text };
    const place = { file: text, line: 1, column: 1 };
    const one = { message: text, wayOut: text, words, witness, place };
    return reviewOf(
      [
        contractReview("support", [
          finding("A", { ...one, severity: breaking }),
          finding("B", { ...one, severity: safe }),
        ]),
      ],
      { base: { name: text, how: text }, faults: [fault("C", { message: text, hint: text, frame: text })] },
    );
  };
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

  test("moves no cursor", () => {
    expect(say(evil(hostile))).not.toMatch(controls);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(say(evil(text))).not.toMatch(controls);
      }),
      { numRuns: 50 },
    );
  });

  test("is no command to the CI that shows it, wherever its lines are broken", () => {
    const piece = fc.constantFrom(
      "::error::x",
      "::add-mask::x",
      "##[add-mask]x",
      " ",
      "\n",
      "word ".repeat(12),
      "[-",
      "{+",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 20, max: 120 }), (pieces, width) => {
        const said = say(evil(pieces.join("")), width);
        expect(said).not.toMatch(/^\s*::/m);
        expect(said).not.toContain("##[");
      }),
      { numRuns: 200 },
    );
  });
});
