import type { Shape } from "../shape/shape.ts";
import { type GoldenFile, goldenSchema } from "./schema.ts";

export const goldenShape: Shape<GoldenFile> = {
  kind: "golden",
  title: "golden tasks",
  description: "What must keep working: an input, simulated tools, and invariants that a run must keep.",
  schema: goldenSchema,
  fragments: [],
};
