import { type Commit, readCommit } from "./commit.ts";
import { readObject } from "./objects.ts";
import type { GitContext } from "./plumbing.ts";

/**
 * The newest commits of a branch along first parents, in one conversation: all are asked for at once.
 *
 * @returns fewer where history begins; `null` where a commit is not as git writes them, or something is missing
 */
export async function newestCommits(context: GitContext, tip: string, most: number): Promise<readonly Commit[] | null> {
  const asked = Array.from({ length: most }, (_, at) => readObject(context, `${tip}~${at}`));
  const objects = (await Promise.all(asked)).filter((object) => object !== null);
  const commits = objects.map(readCommit).filter((commit) => commit !== null);
  const last = commits.at(-1);
  if (last === undefined || commits.length < objects.length) return null;
  // Something is missing, or a clone is shallow; that one may have become deeper since the process that answers began.
  return commits.length < most && last.parents.length > 0 ? null : commits;
}
