import type { AnalysisPolicy } from "../../../core/analysis/policy.ts";
import { sameJson } from "../../../core/json.ts";
import type { LabelPolicy } from "../../../core/label/policy.ts";
import { asJson } from "../../../report/formats/json.ts";
import { commitTree } from "../../../world/git/tree.ts";
import { configIn, type Project, repositoryIn } from "../project.ts";
import type { Releases } from "../releases.ts";
import { defaultBranch } from "../revision.ts";

/** What decides about a ramp: promptctl.yaml of the tip of the default branch. */
export interface AnalysisGround {
  readonly policy: AnalysisPolicy;
  readonly policies: readonly LabelPolicy[];
  readonly requirePromptId: boolean;
  /** The branch it was taken from, where the working tree says something else; else `null`. */
  readonly insteadOfHere: string | null;
}

/** @throws Failure INVALID_FILES, NO_DEFAULT_BRANCH */
export async function analysisGround(project: Project, releases: Releases): Promise<AnalysisGround> {
  const repository = repositoryIn(project);
  const branch = await defaultBranch(repository, project.config, releases.remoteHead);
  const { analysis, labels, requirePromptId } = await configIn(commitTree(repository, branch.commit), project.prefix);
  const here = project.config.analysis;
  return {
    policy: analysis,
    policies: labels,
    requirePromptId,
    insteadOfHere: sameJson(asJson(here), asJson(analysis)) ? null : branch.name,
  };
}
