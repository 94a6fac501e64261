import { Failure } from "../../core/failure.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Severities } from "../../core/lint/severities.ts";
import type { Waivers } from "../../core/lint/waivers.ts";
import type { LabelPolicy } from "../../core/label/policy.ts";
import type { Poll } from "../../core/label/pointer.ts";
import { publishWorkflow } from "../../core/label/workflow.ts";
import { commitTree } from "../../world/git/tree.ts";
import { readAllGoldens } from "./goldens.ts";
import { configIn, type Project, repositoryIn } from "./project.ts";
import type { Releases } from "./releases.ts";
import { type Branch, defaultBranch } from "./revision.ts";
import { waiversOf } from "./waivers.ts";

/** What decides about a label: policy and golden tasks of the tip of the default branch. */
export interface PolicyGround {
  readonly branch: Branch;
  readonly policy: LabelPolicy;
  readonly policies: readonly LabelPolicy[];
  readonly tasks: readonly Task[];
  readonly poll: Poll;
  /** How changes are weighed, and which of them somebody lives with. */
  readonly severities: Severities;
  readonly waivers: Waivers;
  /** What is to run when the release branch is pushed; `null` where there is none. */
  readonly workflow: Uint8Array | null;
}

/** @throws Failure UNKNOWN_LABEL, INVALID_FILES, POLICY_UNREADABLE where a remote's branch decides, which nobody can mend here */
export async function policyGround(project: Project, releases: Releases, label: string): Promise<PolicyGround> {
  const repository = repositoryIn(project);
  const branch = await defaultBranch(repository, project.config, releases.remoteHead);
  try {
    return await groundOn(project, branch, label);
  } catch (error) {
    if (releases.remote === null || !(error instanceof Failure) || error.code !== "INVALID_FILES") throw error;
    const { message: why, findings } = error;
    throw new Failure("POLICY_UNREADABLE", { branch: branch.name, why }, { findings, cause: error });
  }
}

async function groundOn(project: Project, branch: Branch, label: string): Promise<PolicyGround> {
  const tree = commitTree(repositoryIn(project), branch.commit);
  const config = await configIn(tree, project.prefix);
  const policy = config.labels.find((known) => known.label === label);
  if (policy === undefined)
    throw new Failure("UNKNOWN_LABEL", { label, known: config.labels.map((known) => known.label) });
  const { tasks, findings } = await readAllGoldens(tree, project.prefix, config);
  // A golden file that cannot be read must not make the set that has to be proved smaller.
  const faults = findings.filter(({ level }) => level === "error");
  if (policy.requires.length > 0 && faults.length > 0) {
    throw new Failure(
      "INVALID_FILES",
      { findings: faults.length, where: `the golden tasks of ${branch.name}` },
      { findings: faults },
    );
  }
  const waivers = await waiversOf({ tree, prefix: project.prefix });
  const workflow = await tree.read(publishWorkflow);
  const { labels, release, severities } = config;
  const kept = { workflow: workflow.kind === "file" ? workflow.bytes : null, severities, waivers };
  return { branch, policy, policies: labels, tasks, poll: release.poll, ...kept };
}
