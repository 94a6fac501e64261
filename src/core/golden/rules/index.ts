import type { GoldenRule } from "../rule.ts";
import { goldenCallInvalid } from "./call-invalid.ts";
import { goldenCheckEmpty } from "./check-empty.ts";
import { goldenContradiction } from "./contradiction.ts";
import { goldenDuplicate } from "./duplicate.ts";
import { goldenInput } from "./input.ts";
import { goldenLimitIdle, goldenOverBudget } from "./over-budget.ts";
import { goldenOnConfirmIdle } from "./on-confirm-idle.ts";
import { goldenPathInvalid } from "./path-invalid.ts";
import { goldenProvesNothing } from "./proves-nothing.ts";
import { goldenRegexInvalid } from "./regex-invalid.ts";
import { goldenRepeat } from "./repeat.ts";
import { goldenReturnInvalid } from "./return-invalid.ts";
import { goldenRubricAlone } from "./rubric-alone.ts";
import { goldenSchema } from "./schema.ts";
import { goldenSimulation } from "./simulation.ts";
import { goldenStopReason } from "./stop-reason.ts";
import { goldenUnguarded } from "./unguarded.ts";
import { goldenUnknownTool } from "./unknown-tool.ts";
import { goldenVariables } from "./variables.ts";
import { goldenWritesRead } from "./writes-read.ts";

export const goldenRules: readonly GoldenRule[] = [
  goldenDuplicate,
  goldenInput,
  goldenVariables,
  goldenStopReason,
  goldenSchema,
  goldenRegexInvalid,
  goldenPathInvalid,
  goldenCheckEmpty,
  goldenRubricAlone,
  goldenRepeat,
  goldenUnknownTool,
  goldenCallInvalid,
  goldenReturnInvalid,
  goldenSimulation,
  goldenWritesRead,
  goldenUnguarded,
  goldenContradiction,
  goldenOverBudget,
  goldenLimitIdle,
  goldenProvesNothing,
  goldenOnConfirmIdle,
];

/** What a task cannot be run without. */
export const goldenLaws = goldenRules.filter(({ level }) => level === "law");
