import type { Config } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { Tree } from "../../core/ports.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { checkedOutBranch, commitOf, localBranches } from "../../world/git/repository.ts";
import { remoteHeadOf, remoteUrl } from "../../world/git/remote.ts";
import { commitTree } from "../../world/git/tree.ts";

/** @throws Failure NO_COMMITS, UNKNOWN_REF */
export async function requireCommit(repository: GitContext, revision: string): Promise<string> {
  const commit = await commitOf(repository, revision);
  if (commit !== null) return commit;
  if ((await commitOf(repository, "HEAD")) === null && revision === "HEAD")
    throw new Failure("NO_COMMITS", { folder: repository.folder });
  throw new Failure("UNKNOWN_REF", { ref: revision });
}

export async function treeAt(
  repository: GitContext,
  revision: string,
): Promise<{ readonly commit: string; readonly tree: Tree }> {
  const commit = await requireCommit(repository, revision);
  return { commit, tree: commitTree(repository, commit) };
}

/** A branch by its short name, and where it is. */
export interface Branch {
  readonly name: string;
  readonly commit: string;
}

/**
 * The default branch: what promptctl.yaml says, else what the remote says, else the only local branch there
 * is or the one that is called as default branches are.
 *
 * @param remoteHead what the remote said when it was asked; `null` takes what this clone remembers
 * @throws Failure NO_DEFAULT_BRANCH, NO_COMMITS
 */
export async function defaultBranch(
  repository: GitContext,
  config: Config,
  remoteHead: string | null = null,
): Promise<Branch> {
  for await (const name of candidateNames(repository, config, remoteHead)) {
    const commit = await commitOf(repository, name);
    if (commit !== null) return { name, commit };
  }
  const current = await requireCommit(repository, "HEAD").then(() => checkedOutBranch(repository));
  const branches = await localBranches(repository);
  throw new Failure("NO_DEFAULT_BRANCH", { branches: branches.length > 0 ? branches : [current ?? "main"] });
}

/** Asks git only as far as nobody has found one. */
async function* candidateNames(
  repository: GitContext,
  { release }: Config,
  remoteHead: string | null,
): AsyncGenerator<string> {
  const { branch, remote, defaultBranch: named } = release;
  const hasRemote = (await remoteUrl(repository, remote)) !== null;
  if (named !== null) {
    yield* hasRemote ? [`${remote}/${named}`, named] : [named];
    return;
  }
  if (hasRemote) {
    // Of a clone of one branch nobody knows that it is the default one.
    const remembered = remoteHead === null ? await remoteHeadOf(repository, remote) : `${remote}/${remoteHead}`;
    yield* [...(remembered === null ? [] : [remembered]), ...usualNames.map((name) => `${remote}/${name}`)];
  }
  const local = (await localBranches(repository)).filter((name) => name !== branch);
  yield* !hasRemote && local.length === 1 ? local : usualNames.filter((name) => local.includes(name));
}

const usualNames = ["main", "master", "trunk", "develop"];
