import type { ConfigRule } from "../rule.ts";
import { analysisBound } from "./analysis-bound.ts";
import { analysisSteps } from "./analysis-steps.ts";
import { labelCircle } from "./label-circle.ts";
import { labelUnknown } from "./label-unknown.ts";
import { labelWeight } from "./label-weight.ts";
import { publishInside } from "./publish-inside.ts";
import { rampChain } from "./ramp-chain.ts";
import { rampShared } from "./ramp-shared.ts";
import { releaseBranchIsDefault } from "./release-branch-is-default.ts";

export const configRules: readonly ConfigRule[] = [
  labelUnknown,
  labelCircle,
  labelWeight,
  rampChain,
  rampShared,
  releaseBranchIsDefault,
  publishInside,
  analysisSteps,
  analysisBound,
];

/** What nothing can be released with. */
export const configLaws = configRules.filter(({ level }) => level === "law");
/** What `check` says beside them. */
export const configAdvice = configRules.filter(({ level }) => level !== "law");
