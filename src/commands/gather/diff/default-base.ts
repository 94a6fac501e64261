import { Failure } from "../../../core/failure.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import { deepen, fetchCommit, hasRemote } from "../../../world/git/remote.ts";
import { commitOf, isAncestor, isShallow, mergeBaseOf, parentsOf } from "../../../world/git/repository.ts";
import type { World } from "../../../world/world.ts";
import { type Project, repositoryIn } from "../project.ts";
import { defaultBranchHere, requireCommit } from "../revision.ts";
import { isInCi } from "../../../world/ci.ts";
import { eventIn } from "./event.ts";

/** Where a change begins that nobody named. */
export interface DefaultBase {
  readonly commit: string;
  readonly how: string;
}

/**
 * In a CI what it was started for: of a merge commit of a pull request its first parent, which is exactly what the
 * pull request would be merged into, also where the branch moved on since the event. Elsewhere, and where a CI says
 * nothing, the commit at which the default branch was left.
 *
 * @throws Failure NO_MERGE_BASE, COMMIT_MISSING, NO_DEFAULT_BRANCH, NO_COMMITS
 */
export async function defaultBase(world: World, project: Project): Promise<DefaultBase> {
  const repository = repositoryIn(project);
  const head = await requireCommit(repository, "HEAD");
  if (isInCi(world)) {
    const found = await baseInCi(world, project, head);
    if (found !== null) return found;
  }
  const branch = await defaultBranchHere(repository, project.config);
  return forkOf(world, project, { name: branch.name, commit: branch.commit }, head);
}

async function baseInCi(world: World, project: Project, head: string): Promise<DefaultBase | null> {
  const repository = repositoryIn(project);
  const event = await eventIn(world);
  const parents = await parentsOf(repository, head);
  const [first, second] = parents;
  const isMerge = first !== undefined && second !== undefined;
  if (isMerge && (event === null || (event.kind === "pull request" && event.head === second)))
    return { commit: await present(world, project, first), how: "the first parent of the merge commit" };
  if (event === null) return null;
  const base = await present(world, project, event.base);
  if (event.kind === "begins at") return { commit: base, how: event.how };
  if (await isAncestor(repository, base, head)) return { commit: base, how: "the base of the pull request" };
  return forkOf(world, project, { name: "the base of the pull request", commit: base }, head);
}

async function forkOf(
  world: World,
  project: Project,
  { name, commit }: { readonly name: string; readonly commit: string },
  head: string,
): Promise<DefaultBase> {
  const repository = repositoryIn(project);
  const fork = (await mergeBaseOf(repository, commit, head)) ?? (await deepenedFork(world, project, commit, head));
  if (fork === null) throw new Failure("NO_MERGE_BASE", { base: name, head: "HEAD" });
  return { commit: fork, how: `the merge base with ${name}` };
}

/** A CI clones the newest commit alone. Nobody's own clone is made deeper without being asked. */
async function deepenedFork(world: World, project: Project, commit: string, head: string): Promise<string | null> {
  const repository = repositoryIn(project);
  const remote = await reachable(world, project, repository);
  if (remote === null || !isInCi(world) || !(await isShallow(repository))) return null;
  for (const more of [50, 500, null]) {
    await deepen(repository, remote, [commit, head], more);
    const fork = await mergeBaseOf(repository, commit, head);
    if (fork !== null) return fork;
  }
  return null;
}

/** A commit that a CI names and did not clone is fetched, alone. */
async function present(world: World, project: Project, commit: string): Promise<string> {
  const repository = repositoryIn(project);
  if ((await commitOf(repository, commit)) !== null) return commit;
  const remote = await reachable(world, project, repository);
  const alone = await isShallow(repository);
  if (remote !== null) await fetchCommit(repository, remote, commit, alone);
  if ((await commitOf(repository, commit)) === null)
    throw new Failure("COMMIT_MISSING", { commit, remote: project.config.release.remote });
  return commit;
}

async function reachable({ offline }: World, { config }: Project, repository: GitContext): Promise<string | null> {
  const { remote } = config.release;
  return !offline && (await hasRemote(repository, remote)) ? remote : null;
}
