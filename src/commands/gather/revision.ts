import type { Config } from "../../core/config.ts";
import { Failure } from "../../core/failure.ts";
import type { Tree } from "../../core/ports.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { checkedOutBranch, commitOf, localBranches } from "../../world/git/repository.ts";
import { remoteUrl } from "../../world/git/remote.ts";
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
  return { commit, tree: await commitTree(repository, commit) };
}

/** A branch by its short name, and where it is. */
export interface Branch {
  readonly name: string;
  readonly commit: string;
}

/**
 * The default branch as this clone knows it, without asking the remote: promptctl.yaml, the remote's
 * HEAD, the only branch there is, then the names that people use.
 *
 * @throws Failure NO_DEFAULT_BRANCH
 */
export async function defaultBranch(repository: GitContext, { release }: Config): Promise<Branch> {
  const remote = (await remoteUrl(repository, release.remote)) === null ? null : release.remote;
  const branches = (await localBranches(repository)).filter((name) => name !== release.branch);
  const named = release.defaultBranch === null ? [] : [release.defaultBranch];
  const usual = branches.length === 1 ? branches : usualNames.filter((name) => branches.includes(name));
  const local = [...named, ...usual];
  const candidates =
    remote === null
      ? local
      : [
          ...named.map((name) => `${remote}/${name}`),
          `${remote}/HEAD`,
          ...usualNames.map((name) => `${remote}/${name}`),
          ...local,
        ];
  for (const name of candidates) {
    const commit = await commitOf(repository, name);
    if (commit !== null) return { name, commit };
  }
  if ((await commitOf(repository, "HEAD")) === null) throw new Failure("NO_COMMITS", { folder: repository.folder });
  const current = await checkedOutBranch(repository);
  throw new Failure("NO_DEFAULT_BRANCH", { branches: branches.length > 0 ? branches : [current ?? "main"] });
}

const usualNames = ["main", "master", "trunk", "develop"];
