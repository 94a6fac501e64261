import { join } from "node:path";
import { isThere } from "../files.ts";
import { surelyHasNoFilter, systemConfigOf } from "./own-config.ts";
import { type GitContext, gitText, records } from "./plumbing.ts";
import { settingsOf } from "./settings.ts";

/**
 * The paths at which two commits differ. Renames are a removal and an addition. The facts come from git's own comparison
 * of trees, so their cost follows what changed.
 */
export async function changedPaths(context: GitContext, base: string, head: string): Promise<readonly string[]> {
  return pathsOf(await gitText(context, doing, [...compare, base, head, "--"]));
}

/** The same of a commit and the working tree: files that git does not know yet are there too, ignored ones are not. */
export async function changesHere(context: GitContext, base: string): Promise<ChangesHere> {
  const [changed, { files, aside }] = await Promise.all([changedFiles(context, base), listFiles(context)]);
  return { paths: [...new Set([...changed, ...aside])], files };
}

export interface ChangesHere {
  /** At which the two differ. */
  readonly paths: readonly string[];
  /** Every file of the working tree that is not ignored; some of them may be gone. */
  readonly files: readonly string[];
}

/** The paths of files that git knows, at which a commit and the working tree differ: nothing that a run may have left. */
export async function changedFiles(context: GitContext, base: string): Promise<readonly string[]> {
  return pathsOf(await gitText(await withoutFilters(context), doing, [...compare, base, "--"]));
}

const compare = ["diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-color", "--ignore-submodules=none"];
const doing = "compare two states of the repository";

/** `:100644 100644 <id> <id> M`, then the path. */
function pathsOf(text: string): readonly string[] {
  return records(text).filter((_, index) => index % 2 === 1);
}

/**
 * Every file, and aside of `git diff`, which does not look at them: new ones, and those of which somebody said that they
 * do not change (`update-index --assume-unchanged`, `--skip-worktree`). What a sparse checkout leaves out is not there,
 * and no change.
 */
async function listFiles(
  context: GitContext,
): Promise<{ readonly files: readonly string[]; readonly aside: readonly string[] }> {
  const args = ["ls-files", "-z", "-v", "--cached", "--others", "--exclude-standard"];
  const listed = records(await gitText(context, "list the files", args));
  const pathOf = (record: string): string => record.slice(2);
  const pathsWith = (tag: RegExp): readonly string[] => listed.filter((record) => tag.test(record)).map(pathOf);
  const leftOut = pathsWith(/^[Ss] /);
  const there = await Promise.all(leftOut.map((path) => isThere(join(context.folder, path))));
  return { files: listed.map(pathOf), aside: [...pathsWith(/^[?a-rt-z] /), ...leftOut.filter((_, at) => there[at])] };
}

/**
 * Where a file may have changed, git asks the filters that the repository names, and those are programs. Contracts are
 * read as they are.
 */
async function withoutFilters(context: GitContext): Promise<GitContext> {
  if (surelyHasNoFilter(context)) return { ...context, systemConfig: systemConfigOf(context) };
  const { filters } = await settingsOf(context);
  return { ...context, settings: filters.map((name) => [name, name.endsWith(".required") ? "false" : ""]) };
}
