import type { Config } from "../../core/config/config.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { fetchBranches, remoteHeads, remoteUrl } from "../../world/git/remote.ts";
import { commitOf, isAncestor } from "../../world/git/repository.ts";
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
 * @throws Failure GIT_FAILED when the remote cannot be reached
 */
export async function findTips(world: World, repository: GitContext, config: Config): Promise<Tips> {
  const { branch } = config.release;
  const remote = (await remoteUrl(repository, config.release.remote)) === null ? null : config.release.remote;
  const { remoteTip, remoteHead } = await remoteTips(world, repository, remote, config);
  const localTip = await commitOf(repository, `refs/heads/${branch}`);
  return { branch, remote, remoteTip, remoteHead, localTip, tip: await newerOf(repository, remoteTip, localTip) };
}

type RemoteTips = Pick<Tips, "remoteTip" | "remoteHead">;

/** The release branch and the default branch, in one conversation, fetched only if they moved. */
async function remoteTips(
  world: World,
  repository: GitContext,
  remote: string | null,
  { release }: Config,
): Promise<RemoteTips> {
  if (remote === null) return { remoteTip: null, remoteHead: null };
  const known = (branch: string): Promise<string | null> => commitOf(repository, `refs/remotes/${remote}/${branch}`);
  if (world.offline) return { remoteTip: await known(release.branch), remoteHead: null };
  const { defaultBranch, branches } = await remoteHeads(repository, remote);
  const main = release.defaultBranch ?? defaultBranch;
  const wanted = [release.branch, ...(main === null ? [] : [main])].filter((name) => branches.has(name));
  const stale: string[] = [];
  for (const name of wanted) if ((await known(name)) !== branches.get(name)) stale.push(name);
  if (stale.length > 0) await fetchBranches(repository, remote, stale);
  return { remoteTip: branches.get(release.branch) ?? null, remoteHead: defaultBranch };
}

async function newerOf(
  repository: GitContext,
  remoteTip: string | null,
  localTip: string | null,
): Promise<string | null> {
  if (remoteTip === null || localTip === null) return remoteTip ?? localTip;
  return (await isAncestor(repository, remoteTip, localTip)) ? localTip : remoteTip;
}
