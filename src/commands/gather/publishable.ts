import { configName } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import { readSource } from "../../core/source.ts";
import { commitTree } from "../../world/git/tree.ts";
import type { World } from "../../world/world.ts";
import { configIn, inPrefix, openProject, type Project, repositoryIn, requireRightFolder } from "./project.ts";
import { type Releases, releasesAt } from "./releases.ts";
import { defaultBranch } from "./revision.ts";
import { findTips, type Tips } from "./tips.ts";

/**
 * The project whose places are to be written.
 *
 * @throws Failure WRONG_FOLDER, USAGE where it names no place
 */
export async function openPublisher(world: World): Promise<Project> {
  const here = await openProject(world);
  await requireRightFolder(here);
  const project = here.configured ? here : await asOnDefaultBranch(world, here);
  if (project.config.release.publish.length > 0) return project;
  throw new Failure("USAGE", {
    message: `${inPrefix(project.prefix, configName)} names no place to publish to`,
    hint: "write `release: { publish: [{ dir: .promptctl/live }] }` into it",
  });
}

/** A CI that checked out the release branch itself has no promptctl.yaml: the default branch has it. */
async function asOnDefaultBranch(world: World, project: Project): Promise<Project> {
  const repository = repositoryIn(project);
  const { remoteHead } = await findTips(world, repository, project.config);
  const branch = await defaultBranch(repository, project.config, remoteHead).catch(notKnown);
  if (branch === null) return project;
  const tree = commitTree(repository, branch.commit);
  const { missing } = await readSource(tree, inPrefix(project.prefix, configName));
  return missing ? project : { ...project, config: await configIn(tree, project.prefix) };
}

function notKnown(error: unknown): null {
  if (error instanceof Failure && ["NO_DEFAULT_BRANCH", "NO_COMMITS"].includes(error.code)) return null;
  throw error;
}

/**
 * Where the release branch stands at the remote: what was only committed here is nobody's yet.
 *
 * @throws Failure GIT_FAILED when the remote cannot be reached
 */
export async function tipsToPublish(world: World, project: Project): Promise<Tips> {
  const tips = await findTips(world, repositoryIn(project), project.config);
  return { ...tips, tip: tips.remote === null ? tips.localTip : (tips.remoteTip ?? tips.localTip) };
}

export async function releasesToPublish(world: World, project: Project): Promise<Releases> {
  return releasesAt(repositoryIn(project), await tipsToPublish(world, project));
}
