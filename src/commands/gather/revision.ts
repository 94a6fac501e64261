import type { Config } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { Tree } from "../../core/ports.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { checkedOutBranch, commitOf, localBranches } from "../../world/git/repository.ts";
import { hasRemote, remoteHeadOf } from "../../world/git/remote.ts";
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
  const { candidate, commit } = await foundBranch(repository, config, remoteHead);
  return { name: (await candidate.meant?.()) ?? candidate.name, commit };
}

/**
 * The same by a name that it has in this clone: where the remote's own name for it does not matter, and only
 * the commit does, no process is started to ask for it.
 */
export async function defaultBranchHere(repository: GitContext, config: Config): Promise<Branch> {
  const { candidate, commit } = await foundBranch(repository, config, null);
  if (candidate.meant === undefined) return { name: candidate.name, commit };
  for (const name of usualNames.map((usual) => `${config.release.remote}/${usual}`))
    if ((await commitOf(repository, name)) === commit) return { name, commit };
  return { name: (await candidate.meant()) ?? candidate.name, commit };
}

/** The same, for who does not need its name. */
export async function defaultCommit(
  repository: GitContext,
  config: Config,
  remoteHead: string | null = null,
): Promise<string> {
  return (await foundBranch(repository, config, remoteHead)).commit;
}

interface Candidate {
  readonly name: string;
  /** It counts only where there is such a remote. */
  readonly ofRemote?: true;
  /** What it is another name of. */
  readonly meant?: () => Promise<string | null>;
}

async function foundBranch(
  repository: GitContext,
  config: Config,
  remoteHead: string | null,
): Promise<{ readonly candidate: Candidate; readonly commit: string }> {
  for await (const candidate of candidates(repository, config, remoteHead)) {
    const commit = await commitOf(repository, candidate.name);
    if (commit === null || (candidate.ofRemote && !(await hasRemote(repository, config.release.remote)))) continue;
    return { candidate, commit };
  }
  const current = await requireCommit(repository, "HEAD").then(() => checkedOutBranch(repository));
  const branches = await localBranches(repository);
  throw new Failure("NO_DEFAULT_BRANCH", { branches: branches.length > 0 ? branches : [current ?? "main"] });
}

/** Asks git only as far as nobody has found one. */
async function* candidates(
  repository: GitContext,
  { release }: Config,
  remoteHead: string | null,
): AsyncGenerator<Candidate> {
  const { branch, remote, defaultBranch: named } = release;
  const remotely = (name: string): Candidate => ({ name: `${remote}/${name}`, ofRemote: true });
  if (named !== null) {
    yield remotely(named);
    yield { name: named };
    return;
  }
  yield remoteHead === null
    ? { ...remotely("HEAD"), meant: () => remoteHeadOf(repository, remote) }
    : remotely(remoteHead);
  yield* usualNames.map(remotely);
  // The only branch is found by its name too, where it is a usual one.
  for (const name of usualNames)
    if (name !== branch && (await commitOf(repository, `refs/heads/${name}`)) !== null) yield { name };
  // Of a clone of one branch nobody knows that it is the default one.
  const local = (await hasRemote(repository, remote))
    ? []
    : (await localBranches(repository)).filter((name) => name !== branch);
  if (local.length === 1) yield* local.map((name) => ({ name }));
}

const usualNames = ["main", "master", "trunk", "develop"];
