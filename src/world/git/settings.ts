import { git, type GitContext } from "./plumbing.ts";
import { remembered } from "./remembered.ts";

/** What a command asks of git's configuration: of the repository, the user and the machine. */
export interface Settings {
  /** The remotes that can be reached. */
  readonly remotes: readonly string[];
  /** `filter.lfs.clean`: settings that name programs through which contents go, or insist on them. */
  readonly filters: readonly string[];
  /** `Ada <ada@example.com>`: who commits, where somebody said both. */
  readonly committer: string | null;
}

/** All of it with one process: who asks git for each thing waits longer for processes than for answers. */
export function settingsOf(context: GitContext): Promise<Settings> {
  return remembered(context, "settings", async () => {
    const { stdout } = await git(context, ["var", "-l"]);
    return readSettings(new TextDecoder().decode(stdout), context);
  });
}

/**
 * `remote.origin.url=../shop.git`, one a line, then what git makes of some of them. No name holds a line end, so no value
 * can hide one; one that pretends to be another setting could be that setting just as well.
 */
function readSettings(text: string, { env }: GitContext): Settings {
  const says = (name: RegExp): boolean => name.test(text);
  const remotes = [...text.matchAll(/^remote\.(.+?)\.(?:url|pushurl|vcs)=/gm)].map(([, name = ""]) => name);
  const [, committer = null] = /^GIT_COMMITTER_IDENT=([^<>\n]+ <[^<>\n]+>) \d+ [+-]\d{4}$/m.exec(text) ?? [];
  // What nobody said git makes up of the machine's name, and does not commit with.
  const isSaid = (what: "name" | "email"): boolean =>
    (env[`GIT_COMMITTER_${what.toUpperCase()}`] ?? "") !== "" ||
    says(new RegExp(`^(?:user|committer)\\.${what}=.`, "m"));
  return {
    remotes: [...new Set(remotes)].toSorted(),
    filters: [...new Set(text.split("\n").flatMap(filtersIn))].toSorted(),
    committer: isSaid("name") && isSaid("email") ? committer : null,
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
