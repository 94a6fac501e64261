import { git, type GitContext, records } from "./plumbing.ts";

/** Those of the paths that git does not look at: what programs write, and nobody keeps. */
export async function ignoredPaths(context: GitContext, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const input = new TextEncoder().encode(paths.map((path) => `${path}\0`).join(""));
  // It is no error that none of them is ignored, and git says so with an exit code. This command takes paths as they
  // are anyway, and refuses to be told so.
  const { stdout } = await git(context, ["--no-literal-pathspecs", "check-ignore", "-z", "--stdin"], input);
  return new Set(records(new TextDecoder().decode(stdout)));
}
