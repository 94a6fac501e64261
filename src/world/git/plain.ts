import { lstat, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { isThere } from "../files.ts";
import type { GitContext } from "./plumbing.ts";
import { settingsBelow } from "./settings.ts";

/**
 * The repository that a folder is in, where it is one as `git init` and `git clone` make them. Of such a one its files
 * say where it is, and the process that reads the settings, which most commands need, says whether git agrees: one
 * process less, for which everything else had to wait.
 *
 * @returns `null` where anything is out of the ordinary, and git has to be asked
 */
export async function plainRepository(context: GitContext): Promise<GitContext | null> {
  const top = await nearestTop(context.folder).catch(() => null);
  if (top === null) return null;
  const opened = { ...context, folder: top, wasShallow: await isThere(join(top, ".git", "shallow")) };
  // What lies here and is no repository must not become the one above.
  const { ofRepository, isApart } = await settingsBelow(opened, dirname(top));
  return ofRepository && !isApart ? opened : null;
}

/** As git looks for it: https://git-scm.com/docs/gitrepository-layout, and upward as far as the file system goes. */
async function nearestTop(from: string): Promise<string | null> {
  const start = await realpath(from);
  for (let folder = start; ; folder = dirname(folder)) {
    const found = await lstat(join(folder, ".git")).catch(() => null);
    if (found !== null) return found.isDirectory() && (await isPlain(folder, start)) ? folder : null;
    // Here begins what may be a repository without a working tree; or nothing is above.
    if ((await isThere(join(folder, "HEAD"))) || folder === dirname(folder)) return null;
  }
}

async function isPlain(top: string, start: string): Promise<boolean> {
  const [above, below] = await Promise.all([lstat(top), lstat(start)]);
  const isWorktree = await isThere(join(top, ".git", "commondir"));
  // git takes the folder that it must not look above in a list, with this sign between them.
  return above.dev === below.dev && !isWorktree && !top.includes(delimiter);
}
