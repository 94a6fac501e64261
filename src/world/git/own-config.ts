import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitContext } from "./plumbing.ts";

// What `.git/config` says for certain, whatever is said elsewhere: enough to spare a process that most commands would wait for.
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
  const end = below.findIndex((line) => !line.startsWith("\t"));
  return (end === -1 ? below : below.slice(0, end)).some((line) => line.startsWith("\turl = "));
}

/** No program is named here, nor in what is included, through which contents go. */
export function surelyHasNoFilter({ ownConfig }: GitContext): boolean {
  return ownConfig !== undefined && !/filter|include/i.test(ownConfig);
}
