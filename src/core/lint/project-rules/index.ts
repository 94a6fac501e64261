import type { ProjectRule } from "../project-rule.ts";
import { nameTaken } from "./name-taken.ts";

export const projectRules: readonly ProjectRule[] = [nameTaken];
