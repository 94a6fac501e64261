import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitContext } from "./plumbing.ts";

/** What files say of a name. */
export type LookedUp =
  | { readonly kind: "commit"; readonly id: string }
  | { readonly kind: "absent" }
  /** Something is out of the ordinary: git has to be asked. */
  | { readonly kind: "unclear" };

/**
 * The commit that a branch, or HEAD, or a branch of a remote stands at, where files say it: most questions begin there,
 * and to ask a process takes an eighth of a comparison that finds nothing.
 */
export function lookUpCommit({ folder, ownConfig }: GitContext, name: string): LookedUp {
  // In another format refs are no such files.
  if (ownConfig === undefined || /refstorage/i.test(ownConfig) || !isPlainName(name)) return { kind: "unclear" };
  try {
    const refs = openRefs(join(folder, ".git"));
    for (const ref of spellingsOf(name)) {
      const id = refs.idAt(ref);
      if (id !== null) return { kind: "commit", id };
    }
    return mayBeNoRef(name) ? { kind: "unclear" } : { kind: "absent" };
  } catch {
    return { kind: "unclear" };
  }
}

/**
 * Of names with other signs, some mean something to git, and some to a file system. A whole id is never another thing, a lock
 * is no ref, and those of other working trees are elsewhere.
 */
function isPlainName(name: string): boolean {
  return (
    /^[A-Za-z0-9_][\w-]*(?:[./][\w-]+)*$/.test(name) &&
    !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name) &&
    !/\.lock(?:\/|$)|^(?:main-worktree|worktrees)\//.test(name)
  );
}

/** In git's order: https://git-scm.com/docs/gitrevisions#Documentation/gitrevisions.txt-refname */
function spellingsOf(name: string): readonly string[] {
  return [
    name,
    `refs/${name}`,
    `refs/tags/${name}`,
    `refs/heads/${name}`,
    `refs/remotes/${name}`,
    `refs/remotes/${name}/HEAD`,
  ];
}

/** Where there is no such ref, it may be the beginning of an id, or what `git describe` says; and why HEAD leads nowhere, git knows. */
function mayBeNoRef(name: string): boolean {
  return name === "HEAD" || /(?:^|-g)[0-9a-f]{4,64}$/i.test(name);
}

/** The refs of a repository; what is packed is read once, by who needs it. */
function openRefs(gitFolder: string): { idAt(ref: string): string | null } {
  let packed: string | null = null;

  /**
   * @returns `null` where there is no such ref
   * @throws Error where git knows more of it than its file says
   */
  function idAt(ref: string, steps = 5): string | null {
    const text = textAt(join(gitFolder, ref));
    const [, target, own] = text === null ? [] : (line.exec(text) ?? []);
    if (target !== undefined && steps > 0) {
      const led = idAt(target, steps - 1);
      if (led !== null) return led;
    }
    const id = text === null ? idPacked((packed ??= textAt(join(gitFolder, "packed-refs")) ?? ""), ref) : own;
    if (id === undefined || (id !== null && !holdsCommits(ref))) throw new Error(`${ref} is out of the ordinary`);
    return id;
  }

  return { idAt };
}

/** Of the file of a ref. */
const line = /^(?:ref: (refs\/\S+)|((?!0+\n)(?:[0-9a-f]{40}|[0-9a-f]{64})))\n$/;

/** A tag, or a ref of any other kind, may be of an object of any kind. */
function holdsCommits(ref: string): boolean {
  return /^(?:HEAD$|refs\/heads\/|refs\/remotes\/(?!.*\/tags\/))/.test(ref);
}

/** `<id> <ref>`, a line each; one that was moved since has a file of its own. */
function idPacked(text: string, ref: string): string | null {
  const end = text.indexOf(` ${ref}\n`);
  if (end === -1) return null;
  const id = text.slice(text.lastIndexOf("\n", end) + 1, end);
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) throw new Error(`${ref} is packed in another way`);
  return id;
}

/**
 * @returns `null` where no file is, or a folder
 * @throws Error where a link leads nowhere, because git follows some in its own way; of a file that takes longer to read than git
 */
function textAt(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return null;
  if (stats.size > largest) throw new Error(`${path} is large`);
  return readFileSync(path, "utf8");
}

/** Bytes: some thousand refs. */
const largest = 256 * 1024;
