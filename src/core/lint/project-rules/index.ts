import type { ProjectLaw, ProjectRule } from "../project-rule.ts";
import { nameTaken } from "./name-taken.ts";

/** What contracts cannot be built without. */
export const projectLaws: readonly ProjectLaw[] = [nameTaken];

export const projectAdvice: readonly ProjectRule[] = [];

export const projectRules: readonly ProjectRule[] = [...projectLaws, ...projectAdvice];
