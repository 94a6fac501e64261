import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainConfigIn } from "./own-config.ts";
import { ownRepositoryAround } from "./own-repository.ts";
import type { GitContext } from "./plumbing.ts";

/**
 * The repository that a folder is in, where it is one as `git init` and `git clone` make them, and belongs to who runs this. Of
 * such a one its files say all that git goes by, and nobody has to wait for a process.
 *
 * @returns `null` where anything is out of the ordinary, and git has to be asked
 */
export function plainRepository(context: GitContext): GitContext | null {
  const own = ownRepositoryAround(context.folder);
  if (own === null) return null;
  const { top, gitFolder } = own;
  try {
    if (!isPlain(top, gitFolder) || !isPlainWay(context.folder, top)) return null;
    const ownConfig = plainConfigIn(gitFolder);
    if (ownConfig === null) return null;
    return { ...context, folder: top, wasShallow: existsSync(join(gitFolder, "shallow")), ownConfig };
  } catch {
    return null;
  }
}

/** What git takes for a repository: https://git-scm.com/docs/gitrepository-layout */
function isPlain(top: string, gitFolder: string): boolean {
  const isFolder = (name: string): boolean => lstatSync(join(gitFolder, name)).isDirectory();
  return (
    // A submodule and a further working tree have a file there, that names another folder.
    gitFolder === join(top, ".git") &&
    !existsSync(join(gitFolder, "commondir")) &&
    isFolder("objects") &&
    isFolder("refs") &&
    /^(?:ref: refs\/\S+|[0-9a-f]{40,64})\n$/.test(readFileSync(join(gitFolder, "HEAD"), "utf8"))
  );
}

/** Upward on one file system, and past no folder that may be a repository without a working tree. */
function isPlainWay(from: string, top: string): boolean {
  const start = realpathSync(from);
  if (lstatSync(start).dev !== lstatSync(top).dev) return false;
  for (let folder = start; folder !== top; folder = dirname(folder)) {
    if (existsSync(join(folder, "HEAD"))) return false;
  }
  return true;
}
