import { join } from "node:path";
import { Failure } from "../../core/failure.ts";
import { isFolder, isThere } from "../files.ts";
import { parentsIn } from "./commit.ts";
import { plainCommitter } from "./committer.ts";
import { readObject } from "./objects.ts";
import { remembered } from "./remembered.ts";
import { newestCommits } from "./newest-commits.ts";
import { lookAround } from "./plain.ts";
import { lookUpCommit } from "./plain-refs.ts";
import { git, type GitContext, gitText, records, sayGit } from "./plumbing.ts";
import { settingsOf } from "./settings.ts";

/**
 * The repository that holds a folder, from the top of its working tree, or `null` outside of any.
 *
 * @throws Failure FOREIGN_REPOSITORY, NO_WORKING_TREE, GIT_FAILED
 */
export async function repositoryOf(context: GitContext): Promise<GitContext | null> {
  const around = lookAround(context);
  if (around.kind === "unclear") return askedRepository(context);
  return around.kind === "none" ? null : around.repository;
}

async function askedRepository(context: GitContext): Promise<GitContext | null> {
  const { ok, stdout, stderr } = await git(context, ["rev-parse", "--show-toplevel", "--is-shallow-repository"]);
  // A folder may have a line end in its name.
  const [, top = "", shallow] = /^(.*)\n(true|false)\n$/s.exec(new TextDecoder().decode(stdout)) ?? [];
  if (ok) return { ...context, folder: top, wasShallow: shallow === "true" };
  if (stderr.includes("not a git repository")) return null;
  if (stderr.includes("dubious ownership"))
    throw new Failure("FOREIGN_REPOSITORY", { folder: context.folder, why: sayGit(stderr) });
  if (/cannot use bare repository|must be run in a work tree/.test(stderr))
    throw new Failure("NO_WORKING_TREE", { folder: context.folder });
  throw new Failure("GIT_FAILED", { doing: `open the repository of ${context.folder}`, why: sayGit(stderr) });
}

/** The commit that a revision names, or `null`. What looks like an option is a name all the same. */
export async function commitOf(context: GitContext, revision: string): Promise<string | null> {
  const found = lookUpCommit(context, revision);
  if (found.kind === "unclear") return (await readObject(context, `${revision}^{commit}`))?.id ?? null;
  return found.kind === "commit" ? found.id : null;
}

/** Of two commits by their ids; `null` where the two share no commit that this clone has. */
export async function mergeBaseOf(context: GitContext, left: string, right: string): Promise<string | null> {
  if (left === right) return left;
  const near = await nearFork(context, left, right);
  if (near !== null) return near;
  const { ok, stdout } = await git(context, ["merge-base", left, right]);
  return ok ? new TextDecoder().decode(stdout).trim() : null;
}

/** Where two lines without merges left each other not long ago, it is the first commit that both have. */
async function nearFork(context: GitContext, left: string, right: string): Promise<string | null> {
  const [one, other] = await Promise.all([newestCommits(context, left, 64), newestCommits(context, right, 64)]);
  const ids = new Set(one?.map(({ id }) => id));
  const fork = other?.find(({ id }) => ids.has(id))?.id ?? null;
  const since = [one, other].flatMap(
    (line) =>
      line?.slice(
        0,
        line.findIndex(({ id }) => id === fork),
      ) ?? [],
  );
  return since.every(({ parents }) => parents.length === 1) ? fork : null;
}

/** As the commit names them, also those that a shallow clone leaves out. */
export async function parentsOf(context: GitContext, commit: string): Promise<readonly string[]> {
  const text = await gitText(context, `read the commit ${commit}`, ["cat-file", "commit", commit]);
  return parentsIn(text.slice(0, text.indexOf("\n\n")));
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

/** Both by their ids. */
export async function isAncestor(context: GitContext, ancestor: string, descendant: string): Promise<boolean> {
  // Mostly nothing has moved, or one is just behind the other, and a process is worth sparing.
  if (ancestor === descendant) return true;
  const [after, before] = await Promise.all([
    isJustBehind(context, ancestor, descendant),
    isJustBehind(context, descendant, ancestor),
  ]);
  if (after || before) return after;
  return (await git(context, ["merge-base", "--is-ancestor", ancestor, descendant])).ok;
}

async function isJustBehind(context: GitContext, commit: string, tip: string): Promise<boolean> {
  return (await newestCommits(context, tip, 32))?.some(({ id }) => id === commit) ?? false;
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
  if (await isSurelyNowhere(context, branch)) return null;
  const text = await gitText(context, "list the working trees", ["worktree", "list", "--porcelain"]);
  const trees = text.split("\n\n").map((tree) => tree.split("\n"));
  const found = trees.find(
    (lines) => lines.includes(`branch refs/heads/${branch}`) && !lines.some((line) => /^prunable\b/.test(line)),
  );
  return found?.[0]?.replace(/^worktree /, "") ?? null;
}

/** Where there is one working tree, and its HEAD another commit, which is nearly always so, no process needs to say it. */
async function isSurelyNowhere(context: GitContext, branch: string): Promise<boolean> {
  const own = join(context.folder, ".git");
  if (!(await isFolder(own)) || (await isThere(join(own, "worktrees")))) return false;
  const [head, tip] = await Promise.all([commitOf(context, "HEAD"), commitOf(context, `refs/heads/${branch}`)]);
  return head !== null && head !== tip;
}

export async function localBranches(context: GitContext): Promise<readonly string[]> {
  const text = await gitText(context, "list the branches", ["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
  return text.split("\n").filter((name) => name !== "");
}

/** `Ada <ada@example.com>`: as git knows the user, else as the machine does. A rollback asks nobody to configure anything. */
export async function identityOf(context: GitContext, fallback: string): Promise<string> {
  const committer = plainCommitter(context) ?? (await settingsOf(context)).committer;
  return committer ?? remembered(context, `identity ${fallback}`, () => guessedIdentity(context, fallback));
}

async function guessedIdentity(context: GitContext, fallback: string): Promise<string> {
  const { ok, stdout } = await git(context, ["var", "GIT_COMMITTER_IDENT"]);
  const identity = new TextDecoder().decode(stdout).replace(/ \d+ [+-]\d{4}\n?$/, "");
  return ok && identity !== "" ? identity : `${fallback} <${fallback}@localhost>`;
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
