import type { GoldenRule } from "../rule.ts";
import { goldenDuplicate } from "./duplicate.ts";
import { goldenInput } from "./input.ts";
import { goldenSchema } from "./schema.ts";
import { goldenStopReason } from "./stop-reason.ts";
import { goldenUnknownTool } from "./unknown-tool.ts";
import { goldenVariables } from "./variables.ts";

export const goldenRules: readonly GoldenRule[] = [
  goldenDuplicate,
  goldenUnknownTool,
  goldenStopReason,
  goldenSchema,
  goldenInput,
  goldenVariables,
];

/** What a task cannot be run without. */
export const goldenLaws = goldenRules.filter(({ level }) => level === "law");
