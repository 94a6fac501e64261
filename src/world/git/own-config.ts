import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { GitContext } from "./plumbing.ts";

// What files of settings say for certain, whatever is said elsewhere: enough to spare a process that most commands would wait for.
// All else is asked of git (`settings.ts`): what files say that include others, or are written in an unusual way, only git knows.

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

/** Nobody says anything of a remote. */
export function surelyHasNoRemote(context: GitContext): boolean {
  return isSaidNowhere(context, /remote|include/i);
}

/**
 * Neither the repository, nor the user, nor the machine names a program through which contents go, or another file that may name
 * one; and nothing has to be fetched to look at them. Submodules have settings of their own.
 */
export function surelyHasNoFilter(context: GitContext): boolean {
  return isSaidNowhere(context, /filter|include|promisor|partialclone/i);
}

function isSaidNowhere(context: GitContext, words: RegExp): boolean {
  return configsOf(context)?.every((text) => !words.test(text)) ?? false;
}

/** Which file speaks for the machine. git has to be told, because each is built to read another. */
export function systemConfigOf({ env }: GitContext): string {
  return env["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig";
}

/**
 * What is said of the machine, the user and the repository, in the order in which git reads it: https://git-scm.com/docs/git-config#FILES
 *
 * @returns `null` where that takes git to know
 */
export function configsOf(context: GitContext): readonly string[] | null {
  const { ownConfig, env } = context;
  const {
    GIT_CONFIG_GLOBAL: named,
    GIT_CONFIG_NOSYSTEM: silent,
    HOME: home = "",
    XDG_CONFIG_HOME: settings = "",
  } = env;
  if (ownConfig === undefined || (named === undefined && home === "")) return null;
  if (silent !== undefined && silent !== "1") return null;
  if (![systemConfigOf(context), named ?? home, settings].every(isPlainPath)) return null;
  const ofUser = [join(settings === "" ? join(home, ".config") : settings, "git", "config"), join(home, ".gitconfig")];
  try {
    const files = [...(silent === "1" ? [] : [systemConfigOf(context)]), ...(named === undefined ? ofUser : [named])];
    return [...files.map(textOf), ownConfig];
  } catch {
    return null;
  }
}

/** From which folder a relative one leads, and where `..` behind a link does, git knows. */
function isPlainPath(path: string): boolean {
  return path === "" || (isAbsolute(path) && !path.split("/").includes(".."));
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
