import { Failure } from "../../core/failure.ts";
import { readObject } from "./objects.ts";
import { remembered } from "./remembered.ts";
import { git, type GitContext, gitText, records, sayGit } from "./plumbing.ts";

/** The repository that a folder is in. */
export interface OpenedRepository {
  /** The top of its working tree. */
  readonly top: string;
  /** Only a part of the history is here. */
  readonly isShallow: boolean;
}

/** The repository that holds a folder, or `null` outside of any. */
export async function repositoryOf(context: GitContext): Promise<OpenedRepository | null> {
  const { ok, stdout, stderr } = await git(context, ["rev-parse", "--show-toplevel", "--is-shallow-repository"]);
  // A folder may have a line end in its name.
  const [, top = "", shallow] = /^(.*)\n(true|false)\n$/s.exec(new TextDecoder().decode(stdout)) ?? [];
  if (ok) return { top, isShallow: shallow === "true" };
  if (stderr.includes("not a git repository")) return null;
  if (stderr.includes("dubious ownership"))
    throw new Failure("FOREIGN_REPOSITORY", { folder: context.folder, why: sayGit(stderr) });
  if (/cannot use bare repository|must be run in a work tree/.test(stderr))
    throw new Failure("NO_WORKING_TREE", { folder: context.folder });
  throw new Failure("GIT_FAILED", { doing: `open the repository of ${context.folder}`, why: sayGit(stderr) });
}

/** The commit that a revision names, or `null`. What looks like an option is a name all the same. */
export async function commitOf(context: GitContext, revision: string): Promise<string | null> {
  return (await readObject(context, `${revision}^{commit}`))?.id ?? null;
}

/** `null` where the two share no commit that this clone has. */
export async function mergeBaseOf(context: GitContext, left: string, right: string): Promise<string | null> {
  const { ok, stdout } = await git(context, ["merge-base", left, right]);
  return ok ? new TextDecoder().decode(stdout).trim() : null;
}

/** As the commit names them, also those that a shallow clone leaves out. */
export async function parentsOf(context: GitContext, commit: string): Promise<readonly string[]> {
  const text = await gitText(context, `read the commit ${commit}`, ["cat-file", "commit", commit]);
  const head = text.slice(0, text.indexOf("\n\n"));
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? "");
}

/** Only a part of the history is here. */
export async function isShallow(context: GitContext): Promise<boolean> {
  return (await gitText(context, "look at this clone", ["rev-parse", "--is-shallow-repository"])).trim() === "true";
}

/** Whether some of what came before a commit is not here. */
export async function isCutOff(context: GitContext, commit: string): Promise<boolean> {
  const roots = await gitText(context, "look where the history begins", ["rev-list", "--max-parents=0", commit]);
  const parents = roots.split("\n").map((root) => (root === "" ? [] : parentsOf(context, root)));
  return (await Promise.all(parents)).some((found) => found.length > 0);
}

export async function isAncestor(context: GitContext, ancestor: string, descendant: string): Promise<boolean> {
  // Mostly nothing has moved, and a process is worth sparing.
  return ancestor === descendant || (await git(context, ["merge-base", "--is-ancestor", ancestor, descendant])).ok;
}

/** The branch that is checked out in a working tree, or `null` on a detached HEAD. */
export async function checkedOutBranch(context: GitContext): Promise<string | null> {
  const { ok, stdout } = await git(context, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return ok ? new TextDecoder().decode(stdout).trim() : null;
}

/** Every path in the index. */
export async function trackedFiles(context: GitContext): Promise<readonly string[]> {
  return records(await gitText(context, "list the files", ["ls-files", "-z"]));
}

/** The working tree of the repository that has a branch checked out, or `null`; one that was deleted has nothing out. */
export async function workingTreeOn(context: GitContext, branch: string): Promise<string | null> {
  const text = await gitText(context, "list the working trees", ["worktree", "list", "--porcelain"]);
  const trees = text.split("\n\n").map((tree) => tree.split("\n"));
  const found = trees.find(
    (lines) => lines.includes(`branch refs/heads/${branch}`) && !lines.some((line) => /^prunable\b/.test(line)),
  );
  return found?.[0]?.replace(/^worktree /, "") ?? null;
}

export async function localBranches(context: GitContext): Promise<readonly string[]> {
  const text = await gitText(context, "list the branches", ["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
  return text.split("\n").filter((name) => name !== "");
}

/** `Ada <ada@example.com>`: as git knows the user, else as the machine does. A rollback asks nobody to configure anything. */
export function identityOf(context: GitContext, fallback: string): Promise<string> {
  return remembered(context, `identity ${fallback}`, async () => {
    const { ok, stdout } = await git(context, ["var", "GIT_COMMITTER_IDENT"]);
    const identity = new TextDecoder().decode(stdout).replace(/ \d+ [+-]\d{4}\n?$/, "");
    return ok && identity !== "" ? identity : `${fallback} <${fallback}@localhost>`;
  });
}

/** Moves a ref from where it is thought to be. `null` means moved, text is git's reason why not. */
export async function moveRef(
  context: GitContext,
  ref: string,
  to: string,
  from: string | null,
  why: string,
): Promise<string | null> {
  const nothing = "0".repeat(to.length);
  const { ok, stderr } = await git(context, ["update-ref", "-m", why, ref, to, from ?? nothing]);
  return ok ? null : sayGit(stderr);
}

/**
 * When a commit was made, by its committer's clock.
 *
 * @returns `null` where this clone does not have it
 */
export async function committedAt(context: GitContext, commit: string): Promise<Date | null> {
  const object = await readObject(context, commit);
  // https://git-scm.com/docs/git-commit-tree: `committer Ada <ada@example.com> 1763636400 +0100`
  const [, seconds] = /^committer .*> (\d+) [+-]\d{4}$/m.exec(new TextDecoder().decode(object?.bytes)) ?? [];
  return seconds === undefined ? null : new Date(Number(seconds) * 1_000);
}
