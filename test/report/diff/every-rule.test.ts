import { describe, expect, test } from "vitest";
import { diffContracts } from "../../../src/core/diff/judge.ts";
import { diffAdded } from "../../../src/core/diff/one-sided.ts";
import type { Review } from "../../../src/core/diff/review.ts";
import { Failure } from "../../../src/core/failure.ts";
import { openTokenCounter } from "../../../src/world/tokenizer.ts";
import { reviewReport } from "../../../src/report/diff/review-report.ts";
import { sayHuman } from "../../../src/report/formats/human.ts";
import { sayGithub } from "../../../src/report/formats/github.ts";
import { sayJson, sayJsonFailure } from "../../../src/report/formats/json.ts";
import { sayMarkdown } from "../../../src/report/formats/markdown.ts";
import { saySarif } from "../../../src/report/formats/sarif.ts";
import { reportSchemaDocument } from "../../../src/report/schema/index.ts";
import { contractFrom, filesIn, foldersIn } from "../../core/fixture.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { sarifFaults } from "../../helpers/sarif.ts";
import { plain, sample } from "../sample.ts";
import { contractReview, decision, fault, finding, incident, reviewOf } from "./review.ts";

const { count } = openTokenCounter();
const fitsDiff = byJsonSchema(reportSchemaDocument("diff"));
const fitsReport = byJsonSchema(reportSchemaDocument("report"));
const folders = ["rules", "scenarios"].flatMap((room) => {
  const all = new URL(`../../core/diff/${room}/`, import.meta.url);
  return foldersIn(all).map((name) => [name, new URL(`${name}/`, all)] as const);
});

async function reviewIn(folder: URL): Promise<Review> {
  const files = filesIn(folder);
  const before = await contractFrom(files["before.yaml"] ?? "");
  const after = await contractFrom(files["after.yaml"] ?? "");
  const diff = diffContracts(before, after, { count });
  return reviewOf([contractReview(diff.contract, diff.findings, { diff })]);
}

describe("the fixture of every rule", () => {
  test.each(folders)("%s is said in every voice", async (_name, folder) => {
    const report = reviewReport(await reviewIn(folder), { ...decision, answer: "no", failOn: "breaking" });
    const human = sayHuman(report, plain, 80);
    for (const text of [human, sayMarkdown(report), sayGithub(report)])
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object/);
    // What is pasted or quoted is what it is.
    const prose = human.split("\n").filter((line) => !/^ {2,}(?:#|[-{"[\]}]| )/.test(line));
    expect(prose.filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
    expect(JSON.parse(sayJson(report))).toSatisfy(fitsDiff);
    expect(sarifFaults(JSON.parse(saySarif(report)))).toEqual([]);
  });
});

describe("the schema of diff", () => {
  const document = (review: Review): Record<string, never> => JSON.parse(sayJson(reviewReport(review, decision)));

  test("takes a review in which everything is", () => {
    const full = {
      ...incident,
      faults: [fault("A", { frame: "x" })],
      inherited: [fault("B")],
      aboutWaivers: [fault("C")],
    };
    expect(document(full)).toSatisfy(fitsDiff);
    expect(document(full)).toSatisfy(fitsReport);
  });

  test("takes one in which nothing is, and a contract that is new", async () => {
    expect(document(reviewOf([]))).toSatisfy(fitsDiff);
    const diff = diffAdded(
      await contractFrom("contract: support\nmodel: { provider: openai, name: x }\nsystem: Hi.\n"),
      count,
    );
    expect(document(reviewOf([contractReview("support", diff.findings, { diff, before: null })]))).toSatisfy(fitsDiff);
  });

  test("takes a failure", () => {
    const failure = JSON.parse(sayJsonFailure("diff", new Failure("UNKNOWN_REF", { ref: "x" })));
    expect(failure).toSatisfy(fitsDiff);
    expect(failure).toSatisfy(fitsReport);
    expect(JSON.parse(sayJson(sample))).toSatisfy(fitsReport);
  });

  test("refuses a field that is left out, and one that it does not know", () => {
    const { data, ...others } = document(incident) as unknown as { readonly data: Record<string, unknown> };
    const { unreadable: _gone, ...less } = data;
    expect(fitsDiff({ ...others, data: less } as never)).toBe(false);
    expect(fitsDiff({ ...others, data: { ...data, more: 1 } } as never)).toBe(false);
  });

  test("has every field of a finding, null where it holds nothing", () => {
    const said = JSON.stringify(document(reviewOf([contractReview("support", [finding("A", { place: null })])])));
    for (const field of ["place", "wayOut", "witness"]) expect(said).toContain(`"${field}":null`);
  });
});
