import { accessSync, constants, lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainConfigIn } from "./own-config.ts";
import { isThere, type OwnRepository, ownRepositoryAround } from "./own-repository.ts";
import type { GitContext } from "./plumbing.ts";

/** What the files around a folder say of its repository. */
export type Around =
  | { readonly kind: "repository"; readonly repository: GitContext }
  | { readonly kind: "none" }
  /** Something is out of the ordinary: git has to be asked. */
  | { readonly kind: "unclear" };

/**
 * The repository that a folder is in, where it is one as `git init` and `git clone` make them, and belongs to who runs this: then
 * its files say all that git goes by, and nobody has to wait for a process. So they do where there is nothing of the kind.
 */
export function lookAround(context: GitContext): Around {
  try {
    const start = realpathSync(context.folder);
    const top = nearestTop(start);
    return top === null ? { kind: "none" } : openPlain(context, start, top);
  } catch {
    return { kind: "unclear" };
  }
}

/** @throws Error where a folder may be a repository without a working tree, or cannot be looked into */
function nearestTop(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isThere(join(folder, ".git"))) return folder;
    if (isThere(join(folder, "HEAD"))) throw new Error(`${folder} may be a repository`);
    if (folder === dirname(folder)) return null;
  }
}

function openPlain(context: GitContext, start: string, top: string): Around {
  const own = ownRepositoryAround(top);
  const ownConfig = own?.top === top && isPlain(own) ? plainConfigIn(own.gitFolder) : null;
  // git does not look beyond a file system.
  if (own === null || ownConfig === null || lstatSync(start).dev !== lstatSync(top).dev) return { kind: "unclear" };
  const wasShallow = isThere(join(own.gitFolder, "shallow"));
  return { kind: "repository", repository: { ...context, folder: top, wasShallow, ownConfig } };
}

/** What git takes for a repository: https://git-scm.com/docs/gitrepository-layout */
function isPlain({ top, gitFolder }: OwnRepository): boolean {
  const isOpen = (name: string): boolean => {
    accessSync(join(gitFolder, name), constants.X_OK);
    return lstatSync(join(gitFolder, name)).isDirectory();
  };
  const head = join(gitFolder, "HEAD");
  return (
    // A submodule and a further working tree have a file there, that names another folder.
    gitFolder === join(top, ".git") &&
    !isThere(join(gitFolder, "commondir")) &&
    isOpen("objects") &&
    isOpen("refs") &&
    lstatSync(head).isFile() &&
    /^(?:ref: refs\/\S+|[0-9a-f]{40,64})\n$/.test(readFileSync(head, "utf8"))
  );
}
