import type { Config } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import { type Moment, readMoment } from "../../core/moment.ts";
import type { Tree } from "../../core/ports.ts";
import { beginningOf, commitAsOf } from "../../world/git/as-of.ts";
import { commitOf } from "../../world/git/repository.ts";
import { commitTree } from "../../world/git/tree.ts";
import type { World } from "../../world/world.ts";
import { configIn, type Project, repositoryIn } from "./project.ts";
import { defaultBranch, defaultCommit } from "./revision.ts";

/** The files that a question is about: those on disk, or those of a commit. */
export interface Ground {
  readonly tree: Tree;
  readonly config: Config;
  /** `null` is the working tree. */
  readonly commit: string | null;
  /** `the working tree`, `commit 1a2b3c4`, `main on 2026-11-01, commit 1a2b3c4` */
  readonly name: string;
}

/** What stands behind `--at`: a revision, or a time, with the default branch as it was then. */
export interface When {
  readonly moment: Moment | null;
  /** @throws Failure TOO_EARLY, NO_DEFAULT_BRANCH, INVALID_FILES */
  ground(): Promise<Ground>;
}

/**
 * A branch or a tag that is called like a day comes first: somebody gave it that name.
 *
 * @throws Failure UNKNOWN_MOMENT
 */
export async function readWhen(world: World, project: Project, at: string | null): Promise<When> {
  if (at === null) return { moment: null, ground: async () => workingGround(project) };
  const repository = repositoryIn(project);
  const named = await commitOf(repository, at);
  const read = readMoment(at, world.clock.now());
  const moment = read.kind === "moment" ? read.moment : null;
  if (named !== null) return { moment, ground: () => groundAt(project, named, null) };
  if (moment === null) throw new Failure("UNKNOWN_MOMENT", { text: at, why: read.kind === "wrong" ? read.why : null });
  return {
    moment,
    ground: async () => {
      const branch = await defaultBranch(repository, project.config);
      const commit = await commitAsOf(repository, branch.commit, moment.until);
      if (commit !== null) return groundAt(project, commit, `${branch.name} ${moment.says}`);
      const { at: first, shallow } = await beginningOf(repository, branch.commit);
      throw new Failure("TOO_EARLY", {
        branch: branch.name,
        moment: moment.says,
        first: first.toISOString().slice(0, 10),
        shallow,
      });
    },
  };
}

/** @throws Failure INVALID_FILES where promptctl.yaml of that commit is broken */
export async function groundAt(project: Project, commit: string, called: string | null): Promise<Ground> {
  const tree = commitTree(repositoryIn(project), commit);
  const config = await configIn(tree, project.prefix);
  return { tree, config, commit, name: called === null ? tree.name : `${called}, ${tree.name}` };
}

/**
 * The files of the default branch: what promotions are judged by.
 *
 * @param remoteHead what the remote said when it was asked
 * @returns `null` where nobody knows which branch that is, or its promptctl.yaml is broken
 */
export async function groundOfToday(project: Project, remoteHead: string | null = null): Promise<Ground | null> {
  if (project.repository === null) return null;
  try {
    return await groundAt(project, await defaultCommit(project.repository, project.config, remoteHead), null);
  } catch (error) {
    if (error instanceof Failure && ["NO_DEFAULT_BRANCH", "NO_COMMITS", "INVALID_FILES"].includes(error.code))
      return null;
    throw error;
  }
}

function workingGround({ workingTree, config }: Project): Ground {
  return { tree: workingTree, config, commit: null, name: workingTree.name };
}
