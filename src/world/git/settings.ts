import { toldSettings } from "./objects.ts";
import { git, type GitContext } from "./plumbing.ts";
import { remembered } from "./remembered.ts";

/** What a command asks of git's configuration: of the repository, the user and the machine. */
export interface Settings {
  /** Whether a repository's own are among them: git reads those of no folder that is none, or is somebody else's. */
  readonly ofRepository: boolean;
  /** The working tree is somewhere else than beside `.git`, or there is none. */
  readonly isApart: boolean;
  /** The remotes that can be reached. */
  readonly remotes: readonly string[];
  /** `filter.lfs.clean`: settings that name programs through which contents go, or insist on them. */
  readonly filters: readonly string[];
}

/** All of it with one process: who asks git for each thing waits longer for processes than for answers. */
export function settingsOf(context: GitContext): Promise<Settings> {
  return remembered(context, "settings", async () => readSettings(await settingsText(context)));
}

/** `Ada <ada@example.com>`: who commits, where somebody said both, in words that git takes as they are. */
export async function committerOf(context: GitContext): Promise<string | null> {
  const text = await settingsText(context);
  const { GIT_COMMITTER_NAME, GIT_COMMITTER_EMAIL } = context.env;
  const name = GIT_COMMITTER_NAME ?? lastOf(text, "committer.name") ?? lastOf(text, "user.name") ?? "";
  const email = GIT_COMMITTER_EMAIL ?? lastOf(text, "committer.email") ?? lastOf(text, "user.email") ?? "";
  return isPlain(name) && isPlain(email) ? `${name} <${email}>` : null;
}

function lastOf(text: string, name: string): string | undefined {
  const line = text.split("\n").findLast((one) => one.startsWith(`${name}=`));
  return line?.slice(`${name}=`.length);
}

/** What git would not change: of names it takes away what has a meaning in a commit, and what stands at their ends. */
function isPlain(name: string): boolean {
  return /^[\p{L}\p{N}](?:[^<>\p{C}\uFFFD]*[\p{L}\p{N}])?$/u.test(name);
}

/**
 * `remote.origin.url=../shop.git`, one a line. No name holds a line end, so no value can hide one; one that pretends to be
 * another setting could be that setting just as well.
 */
function settingsText(context: GitContext): Promise<string> {
  return remembered(context, "settings as text", async () => {
    const told = await toldSettings(context);
    return told ?? new TextDecoder().decode((await git(context, ["var", "-l"])).stdout);
  });
}

function readSettings(text: string): Settings {
  const says = (name: RegExp): boolean => name.test(text);
  const remotes = [...text.matchAll(/^remote\.(.+?)\.(?:url|pushurl|vcs)=/gm)].map(([, name = ""]) => name);
  return {
    ofRepository: says(/^core\.repositoryformatversion=/m),
    isApart: says(/^core\.worktree\b/m) || says(/^core\.bare(?!=false$)/m),
    remotes: [...new Set(remotes)].toSorted(),
    filters: [...new Set(text.split("\n").flatMap(filtersIn))].toSorted(),
  };
}

/**
 * A filter may have any sign in its name, also the one that ends a name here: all names are taken that a line can mean.
 */
function filtersIn(line: string): readonly string[] {
  if (!line.startsWith("filter.")) return [];
  return [...line.matchAll(/\.(?:clean|process|required)(?==|$)/g)].map((found) => {
    return line.slice(0, found.index + found[0].length);
  });
}
