import type { ProjectRule } from "../project-rule.ts";
import { nameTaken } from "./name-taken.ts";

/** What contracts cannot be built without: judged on the contracts alone. */
export const projectLaws: readonly ProjectRule<"drafts">[] = [nameTaken];

export const projectAdvice: readonly ProjectRule[] = [];

export const projectRules: readonly ProjectRule[] = [...projectLaws, ...projectAdvice];
