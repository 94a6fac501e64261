import { expect, test } from "vitest";
import type { Acted } from "../../../src/core/analysis/acted.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { withActed } from "../../../src/report/analysis/acted.ts";
import { analysisReport } from "../../../src/report/analysis/report.ts";
import { sayHtml } from "../../../src/report/formats/html.ts";
import { sayHuman } from "../../../src/report/formats/human.ts";
import { sayJson } from "../../../src/report/formats/json.ts";
import { sayWebhook } from "../../../src/report/formats/webhook.ts";
import { reportSchemaDocument } from "../../../src/report/schema/index.ts";
import { analysisOf } from "../../helpers/analysis.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { plain } from "../sample.ts";

const isOne = byJsonSchema(reportSchemaDocument("analyze"));
const says = ["prod goes on with support@aaaaaaaaaaaa"];

test.each<readonly [string, Acted, string, string, string]>([
  ["the incident", { kind: "nothing" }, "no", "roll back support@", "✘ roll back"],
  ["the incident", { kind: "moved", commit: "f00d", says, isDry: false }, "no", "rolled back support@", "✘ roll back"],
  ["the incident", { kind: "moved", commit: null, says, isDry: true }, "no", "roll back support@", "✘ roll back"],
  ["all pass", { kind: "moved", commit: "f00d", says, isDry: false }, "yes", "advanced support@", "✔ advance"],
  [
    "all pass",
    { kind: "refused", says: "prod requires golden" },
    "no",
    "nothing was moved: prod requires golden",
    "✘ refused",
  ],
])("%s, %j: every format says it", async (what, acted, answer, verdict, stamp) => {
  const report = withActed(analysisReport(analysisOf(what)), acted);
  expect(report.answer).toBe(answer);
  expect(report.verdict).toMatch(new RegExp(`^${verdict}`));
  expect(isOne(JSON.parse(sayJson(report)) as JsonObject)).toBe(true);
  const page = (await sayHtml(report)).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  expect(page).toContain(stamp);
  const told = acted.kind === "moved" ? acted.says : acted.kind === "refused" ? [acted.says] : [];
  for (const text of [page, sayHuman(report, plain, 120), sayWebhook(report)])
    for (const line of told) expect(text).toContain(line);
});
