import type { Shape } from "../shape/shape.ts";
import { type ConfigFile, configSchema } from "./schema.ts";

export const configShape: Shape<ConfigFile> = {
  kind: "config",
  title: "promptctl.yaml",
  description: "How this repository tests and releases its contracts. Every key has a default.",
  schema: configSchema,
  fragments: [],
};
