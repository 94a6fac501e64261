import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { analysisReport } from "../../../src/report/analysis/report.ts";
import { sayJson } from "../../../src/report/formats/json.ts";
import { reportSchemaDocument } from "../../../src/report/schema/index.ts";
import { analyses, analysisOf } from "../../helpers/analysis.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";

const isOne = byJsonSchema(reportSchemaDocument("analyze"));
const written = (what: string): JsonObject => JSON.parse(sayJson(analysisReport(analysisOf(what)))) as JsonObject;

test.each(analyses)("%s: what is written is what the schema says, and all of it", (what, one) => {
  const document = written(what);
  expect(isOne(document)).toBe(true);
  expect(document["data"]).toEqual({ ...JSON.parse(JSON.stringify(one)), acted: null });
});

describe("the schema refuses", () => {
  const { data, ...rest } = written("the incident");
  const changed = (part: Readonly<Record<string, Json>>): JsonObject => ({
    ...rest,
    data: { ...(data as JsonObject), ...part },
  });
  test.each([
    ["a field that nobody promised", { more: 1 }],
    ["a decision that there is not", { decision: { action: "wait", reasons: [], next: null } }],
    ["a metric without its outcome", { metrics: [{ name: "tokens" }] }],
    ["a time that is none", { at: 5 }],
  ])("%s", (_what, part) => {
    expect(isOne(changed({}))).toBe(true);
    expect(isOne(changed(part))).toBe(false);
  });
});
