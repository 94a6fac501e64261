import { keptHistory } from "./kept-history.ts";
import { loggedHistory } from "./logged-history.ts";
import { newestHistory } from "./newest-history.ts";
import type { GitContext } from "./plumbing.ts";

/** A commit that touched some files, with the blobs before and after. */
export interface HistoryCommit {
  readonly commit: string;
  readonly at: string;
  readonly author: string;
  readonly message: string;
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[];
}

/** Which commits, of all that touched one of these paths. */
export interface HistoryQuery {
  readonly paths: readonly string[];
  /** How many at most; `null` is all. */
  readonly most: number | null;
  /** Only those whose message holds this text as a line; `null` is all. */
  readonly says: string | null;
  /** What so many newest commits hold is enough, whatever they touched; more may come. `null` is no such limit. */
  readonly glance: number | null;
}

/** Newest first, along first parents. */
export async function historyOf(
  context: GitContext,
  tip: string,
  query: HistoryQuery,
): Promise<readonly HistoryCommit[]> {
  const newest = await newestHistory(context, tip, query);
  return newest ?? keptHistory(context, tip, query, () => loggedHistory(context, tip, query));
}
