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
 * and the answer of a process takes as long as a quarter of the rest.
 */
export function lookUpCommit({ folder, ownConfig }: GitContext, name: string): LookedUp {
  // In another format refs are no such files.
  if (ownConfig === undefined || /refstorage/i.test(ownConfig) || !isPlainName(name)) return { kind: "unclear" };
  try {
    for (const ref of spellingsOf(name)) {
      const id = idAt(join(folder, ".git"), ref);
      // A tag may be an object of its own, that names a commit.
      if (id !== null) return ref.startsWith("refs/tags/") ? { kind: "unclear" } : { kind: "commit", id };
    }
    return mayBeNoRef(name) ? { kind: "unclear" } : { kind: "absent" };
  } catch {
    return { kind: "unclear" };
  }
}

/** Of names with other signs, some mean something to git, and some to a file system. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_][\w-]*(?:[./][\w-]+)*$/.test(name);
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

/**
 * @returns `null` where there is no such ref
 * @throws Error where git knows more of it than its file says
 */
function idAt(gitFolder: string, ref: string, steps = 5): string | null {
  const text = textAt(join(gitFolder, ref));
  if (text === null) return idPacked(gitFolder, ref);
  // Which files at the top are refs differs from git to git.
  if (!/^(?:refs\/.*|HEAD)$/.test(ref)) throw new Error(`${ref} may be a ref`);
  const [, target, id] = /^(?:ref: (refs\/\S+)|([0-9a-f]{40}|[0-9a-f]{64}))\n$/.exec(text) ?? [];
  if (id !== undefined) return id;
  const led = target !== undefined && steps > 0 ? idAt(gitFolder, target, steps - 1) : null;
  if (led === null) throw new Error(`${ref} leads nowhere`);
  return led;
}

/** `<id> <ref>`, a line each; one that was moved since has a file of its own. */
function idPacked(gitFolder: string, ref: string): string | null {
  const text = textAt(join(gitFolder, "packed-refs")) ?? "";
  const end = text.indexOf(` ${ref}\n`);
  if (end === -1) return null;
  const id = text.slice(text.lastIndexOf("\n", end) + 1, end);
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) throw new Error(`${ref} is packed in another way`);
  return id;
}

/**
 * @returns `null` where no file is, or a folder
 * @throws Error also where a link leads nowhere: git follows some in its own way
 */
function textAt(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined || stats.isDirectory() ? null : readFileSync(path, "utf8");
}
