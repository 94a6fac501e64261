import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitContext } from "./plumbing.ts";

// What files of settings say for certain, whatever is said elsewhere: enough to spare a process that most commands would wait for.
// All else is asked of git (`settings.ts`): files that include others, and what overrules what, only git knows.

/** The text, where it leaves the working tree beside the folder: git reads that here alone, and includes no other file for it. */
export function plainConfigIn(gitFolder: string): string | null {
  const text = readFileSync(join(gitFolder, "config"), "utf8");
  const isOfKnownFormat = /^\trepositoryformatversion = [01]$/m.test(text);
  // Behind a backslash a value goes on in the next line, and a line is no longer what it looks like.
  return isOfKnownFormat && !/\\|worktree|\bbare\b(?! = false$)/im.test(text) ? text : null;
}

/** The repository has a remote of that name, and says where it is. */
export function surelyHasRemote({ ownConfig = "" }: GitContext, remote: string): boolean {
  const lines = ownConfig.split("\n");
  const at = lines.indexOf(`[remote "${remote}"]`);
  const below = at === -1 ? [] : lines.slice(at + 1);
  // Also an indented line may begin another section.
  const end = below.findIndex((line) => !/^\t[a-z]/i.test(line));
  return (end === -1 ? below : below.slice(0, end)).some((line) => line.startsWith("\turl = "));
}

/**
 * Neither the repository, nor the user, nor the machine names a program through which contents go, or another file that may name
 * one; and nothing has to be fetched to look at them. Submodules have settings of their own.
 *
 * @param systemConfig which file speaks for the machine: git has to be told, because each is built to read another
 */
export function surelyHasNoFilter({ ownConfig, env }: GitContext, systemConfig: string): boolean {
  const files = filesOfUser(env);
  if (ownConfig === undefined || files === null || /promisor|partialclone/i.test(ownConfig)) return false;
  return [ownConfig, ...[...files, systemConfig].map(textOf)].every((text) => !/filter|include/i.test(text));
}

export function systemConfigOf({ env }: GitContext): string {
  return env["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig";
}

/** https://git-scm.com/docs/git-config#FILES */
function filesOfUser(env: GitContext["env"]): readonly string[] | null {
  const { GIT_CONFIG_GLOBAL: named, HOME: home = "", XDG_CONFIG_HOME: settings = "" } = env;
  if (named !== undefined) return [named];
  if (home === "") return null;
  return [join(settings === "" ? join(home, ".config") : settings, "git", "config"), join(home, ".gitconfig")];
}

/** @returns of what cannot be read something that may say anything */
function textOf(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  } catch {
    return "include";
  }
}
