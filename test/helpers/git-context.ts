import { type CommitRequest, writeCommit } from "../../src/world/git/import.ts";
import type { GitContext } from "../../src/world/git/plumbing.ts";
import { gitEnvironment } from "./repository.ts";

/** git as promptctl starts it, in a folder of a test. */
export function gitContext(folder: string): GitContext {
  return { folder, env: { ...process.env, ...gitEnvironment }, signal: new AbortController().signal };
}

/** A commit that is written, and that nothing names. */
export async function written(context: GitContext, request: CommitRequest): Promise<string> {
  const { id, leave } = await writeCommit(context, request);
  await leave();
  return id;
}
