import type { Config } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { fetchBranches, fetchHistory, hasRemote, remoteHeads, remotesOf } from "../../world/git/remote.ts";
import { commitOf, isAncestor, isCutOff, isShallow } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";

/** Where the release branch stands, here and at the remote. */
export interface Tips {
  readonly branch: string;
  /** `null` where there is no remote: then the local branch is all there is. */
  readonly remote: string | null;
  /** Where the remote's branch stood when it was asked; `null` where it has none. */
  readonly remoteTip: string | null;
  /** The remote's default branch, as it said when it was asked. */
  readonly remoteHead: string | null;
  readonly localTip: string | null;
  /** What is read and built upon; `null` before the first move. */
  readonly tip: string | null;
}

/**
 * Asks the remote where it stands. It is the truth; what was committed here before there was a remote is
 * kept when it only goes further.
 *
 * @throws Failure GIT_FAILED when the remote cannot be reached, OTHER_REMOTE
 */
export async function findTips(world: World, repository: GitContext, config: Config): Promise<Tips> {
  const { branch } = config.release;
  const [there, localTip] = await Promise.all([
    remoteTips(world, repository, config),
    commitOf(repository, `refs/heads/${branch}`),
  ]);
  return { branch, ...there, localTip, tip: await newerOf(repository, there.remoteTip, localTip) };
}

type RemoteTips = Pick<Tips, "remote" | "remoteTip" | "remoteHead">;

/** The release branch and the default branch, in one conversation, fetched only if they moved. */
async function remoteTips(world: World, repository: GitContext, config: Config): Promise<RemoteTips> {
  const { release } = config;
  const remote = await releaseRemote(repository, config);
  if (remote === null) return { remote, remoteTip: null, remoteHead: null };
  const known = (branch: string): Promise<string | null> => commitOf(repository, `refs/remotes/${remote}/${branch}`);
  if (world.offline) return { remote, remoteTip: await known(release.branch), remoteHead: null };
  const { defaultBranch, branches } = await remoteHeads(repository, remote);
  const main = release.defaultBranch ?? defaultBranch;
  const wanted = [release.branch, ...(main === null ? [] : [main])].filter((name) => branches.has(name));
  const stale: string[] = [];
  for (const name of wanted) if ((await known(name)) !== branches.get(name)) stale.push(name);
  if (stale.length > 0) await fetchBranches(repository, remote, stale);
  const remoteTip = branches.get(release.branch) ?? null;
  // A rollback needs to know what was before, and the log is no log where its beginning is cut off.
  const shallow = repository.wasShallow ?? (await isShallow(repository));
  if (shallow && remoteTip !== null && (await isCutOff(repository, remoteTip)))
    await fetchHistory(repository, remote, release.branch);
  return { remote, remoteTip, remoteHead: defaultBranch };
}

/** Where there are remotes, a label that is moved here only is moved for nobody: which one is meant has to be said. */
async function releaseRemote(repository: GitContext, { release: { remote } }: Config): Promise<string | null> {
  if (await hasRemote(repository, remote)) return remote;
  const known = await remotesOf(repository);
  if (known.length > 0) throw new Failure("OTHER_REMOTE", { remote, known });
  return null;
}

async function newerOf(
  repository: GitContext,
  remoteTip: string | null,
  localTip: string | null,
): Promise<string | null> {
  if (remoteTip === null || localTip === null) return remoteTip ?? localTip;
  return (await isAncestor(repository, remoteTip, localTip)) ? localTip : remoteTip;
}
