import type { ProjectLaw, ProjectRule } from "../project-rule.ts";
import { contractCircle } from "./contract-circle.ts";
import { fragmentUnused } from "./fragment-unused.ts";
import { globEmpty } from "./glob-empty.ts";
import { goldenNone } from "./golden-none.ts";
import { judgeNone } from "./judge-none.ts";
import { nameTaken } from "./name-taken.ts";
import { pathCollision } from "./path-collision.ts";
import { pathUnsafe } from "./path-unsafe.ts";
import { recordingUnused } from "./recording-unused.ts";
import { renamedFrom } from "./renamed-from.ts";
import { securityNone } from "./security-none.ts";
import { toolContractUnknown } from "./tool-contract-unknown.ts";

/** What contracts cannot be built without. */
export const projectLaws: readonly ProjectLaw[] = [nameTaken, toolContractUnknown, pathCollision];

export const projectAdvice: readonly ProjectRule[] = [
  contractCircle,
  renamedFrom,
  goldenNone,
  securityNone,
  judgeNone,
  globEmpty,
  fragmentUnused,
  recordingUnused,
  pathUnsafe,
];

export const projectRules: readonly ProjectRule[] = [...projectLaws, ...projectAdvice];
