import type { Shape } from "../shape/shape.ts";
import { waiversSchema } from "./waivers-schema.ts";

export const waiversShape: Shape = {
  kind: "waivers",
  title: ".promptctl-waivers.yaml",
  description: "Findings of check and diff that somebody looked at and lives with, for a reason, until a day.",
  schema: waiversSchema,
  fragments: [],
};
