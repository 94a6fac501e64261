import type { SimpleGit, SimpleGitFactory } from "simple-git";
import type { GitContext } from "./plumbing.ts";
import { safeConfig, safeEnvironment } from "./safety.ts";

/**
 * Fetching, where git's own progress and credentials matter: the only door to simple-git, which is loaded where something
 * is fetched.
 */
export async function porcelain(
  context: GitContext,
  args: readonly string[],
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const { GitError, simpleGit } = await import("simple-git");
  try {
    return { ok: true, text: await clientOf(simpleGit, context).raw([...args]) };
  } catch (error) {
    // simple-git's class names are minified: only the prototype tells its errors.
    if (!(error instanceof GitError)) throw error;
    return { ok: false, text: error.message };
  }
}

function clientOf(simpleGit: SimpleGitFactory, { folder, env, signal }: GitContext): SimpleGit {
  const inherited = Object.entries({ ...env, ...safeEnvironment(env) }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return simpleGit({
    baseDir: folder,
    config: [...safeConfig],
    abort: signal,
    trimmed: true,
    // By itself it takes for success what ended badly without a word: a git that was killed while it pushed.
    errors: (_error, { exitCode, stdOut, stdErr }) =>
      exitCode === 0 ? undefined : Buffer.concat([...stdOut, ...stdErr]),
    // simple-git guards these against user input. Ours come from `safety.ts` (to switch them off) and
    // from the user's own environment (how they reach their remotes).
    unsafe: {
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeSshCommand: true,
      allowUnsafeAskPass: true,
      allowUnsafeConfigPaths: true,
    },
    allowEnvironment: inherited.map(([name]) => name),
  }).env(Object.fromEntries(inherited));
}
