import { join } from "node:path";
import { digestOf, hexOf } from "../../core/bundle/digest.ts";
import { isInCi } from "../ci.ts";
import { memoryIn } from "../memory.ts";
import type { HistoryCommit, HistoryQuery } from "./history.ts";
import { newestCommits } from "./newest-commits.ts";
import { newestHistory } from "./newest-history.ts";
import { ownRepositoryAround } from "./own-repository.ts";
import type { GitContext } from "./plumbing.ts";

/**
 * All of the history of some files, as it was told the last time and with what came since: to find the last move of a
 * label that rests, git walks through all moves of the others. What is kept holds while the commit at which it was told is
 * among the newest ones, and can be deleted at any time.
 *
 * @param ask what tells it
 */
export async function keptHistory(
  context: GitContext,
  tip: string,
  query: HistoryQuery,
  ask: () => Promise<readonly HistoryCommit[]>,
): Promise<readonly HistoryCommit[]> {
  const isWhole = query.most === null && query.says === null && query.glance === null;
  // A clone that is not whole may become so. In a CI nothing is kept.
  const own = isWhole && context.wasShallow === false && !isInCi(context) ? ownRepositoryAround(context.folder) : null;
  if (own === null) return ask();
  const memory = memoryIn(join(own.gitFolder, "promptctl", "history"));
  const name = `1/${hexOf(digestOf(JSON.stringify(query.paths)))}`;
  const before = readTold(memory.recall(name)?.toString() ?? null);
  const since = before === null ? null : await sinceThen(context, tip, query, before.tip);
  if (before !== null && since?.length === 0) return before.commits;
  const commits = before === null || since === null ? await ask() : [...since, ...before.commits];
  if (commits.length <= most) memory.keep(name, JSON.stringify({ tip, commits } satisfies Told));
  return commits;
}

interface Told {
  readonly tip: string;
  readonly commits: readonly HistoryCommit[];
}

function readTold(text: string | null): Told | null {
  try {
    return text === null ? null : (JSON.parse(text) as Told);
  } catch {
    return null;
  }
}

/** What touched the files after a commit; `null` where that is not one of the newest before the tip. */
async function sinceThen(
  context: GitContext,
  tip: string,
  query: HistoryQuery,
  then: string,
): Promise<readonly HistoryCommit[] | null> {
  if (tip === then) return [];
  const newest = await newestCommits(context, tip, reach);
  const moves = newest?.findIndex(({ id }) => id === then) ?? -1;
  return moves <= 0 ? null : newestHistory(context, tip, { ...query, glance: moves });
}

/** Commits: as far back as is read without asking git for a list. */
const reach = 64;

/** Commits that are kept: of more it is a file that takes as long to read. */
const most = 500;
