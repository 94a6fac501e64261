import type { GitContext } from "../../src/world/git/plumbing.ts";
import { gitEnvironment } from "./repository.ts";

/** git as promptctl starts it, in a folder of a test. */
export function gitContext(folder: string): GitContext {
  return { folder, env: { ...process.env, ...gitEnvironment }, signal: new AbortController().signal };
}
