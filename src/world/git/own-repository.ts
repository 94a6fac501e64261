import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A repository of the user's own, found without asking git. */
export interface OwnRepository {
  /** The top of its working tree. */
  readonly top: string;
  /** Where git keeps what is no file of any commit: nobody's pull request writes there. */
  readonly gitFolder: string;
}

/**
 * The nearest repository around a folder, as git finds one. Only one that belongs to who runs this: what lies in the git folder
 * of somebody else is no more to be believed than their hooks.
 *
 * @returns `null` also where that takes git to know
 */
export function ownRepositoryAround(folder: string): OwnRepository | null {
  const user = process.geteuid?.();
  if (user === undefined) return null;
  try {
    for (let top = realpathSync(folder); ; top = dirname(top)) {
      const gitFolder = gitFolderIn(top);
      if (gitFolder !== null)
        return [top, join(top, ".git"), gitFolder].every((path) => lstatSync(path).uid === user)
          ? { top, gitFolder }
          : null;
      if (top === dirname(top)) return null;
    }
  } catch {
    return null;
  }
}

/** A folder, or in a submodule and a further working tree a file that names one: https://git-scm.com/docs/gitrepository-layout */
function gitFolderIn(top: string): string | null {
  const path = join(top, ".git");
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  if (stats.isDirectory()) return isThere(join(path, "HEAD")) ? path : null;
  const [, named] = /^gitdir: (.+)\n?$/s.exec(readFileSync(path, "utf8")) ?? [];
  if (named === undefined) return null;
  return resolve(top, named.trimEnd());
}

/** @throws Error where nobody may look */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
