import { z } from "zod";
import type { JsonObject } from "../../core/json.ts";
import { schemaUrl } from "../../core/shape/editor-header.ts";
import { analyzeSchema } from "./analyze-schema.ts";
import { diffSchema } from "./diff-schema.ts";
import { gateSchema } from "./gate-schema.ts";
import { reportSchema } from "./report-schema.ts";
import { testSchema } from "./test-schema.ts";

/** What programs read: schemas of what promptctl writes. */
export const reportSchemas = {
  report: reportSchema,
  diff: diffSchema,
  test: testSchema,
  gate: gateSchema,
  analyze: analyzeSchema,
} as const;

export type ReportSchemaKind = keyof typeof reportSchemas;

export const reportTitles: Readonly<Record<ReportSchemaKind, string>> = {
  report: "what every command writes with --format json",
  diff: "what promptctl diff writes with --format json",
  test: "what promptctl test writes with --format json",
  gate: "what promptctl gate writes with --format json",
  analyze: "what promptctl analyze writes with --format json",
};

export const reportSchemaKinds = Object.keys(reportSchemas) as readonly ReportSchemaKind[];

/** The JSON Schema (draft 2020-12) of a kind. */
export function reportSchemaDocument(kind: ReportSchemaKind): JsonObject {
  const document = z.toJSONSchema(reportSchemas[kind]) as JsonObject;
  return { $id: schemaUrl(kind), ...document };
}
