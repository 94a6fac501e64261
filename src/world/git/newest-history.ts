import type { HistoryCommit, HistoryQuery } from "./history.ts";
import { newestCommits } from "./newest-commits.ts";
import { type GitObject, readObject } from "./objects.ts";
import type { GitContext } from "./plumbing.ts";
import { folderMode, readEntries, type TreeEntries, type TreeEntry } from "./tree-entries.ts";

/**
 * What `git log` tells, read out of commits and trees by the process that reads everything else: most questions are about
 * the newest moves, and to start a process keeps this one from working for as long as that takes.
 *
 * @returns `null` where it would take more than that, and where anything is not here: then git is asked
 */
export async function newestHistory(
  context: GitContext,
  tip: string,
  { paths, most, says, glance }: HistoryQuery,
): Promise<readonly HistoryCommit[] | null> {
  // Half of all commits may be about something else.
  const page = Math.min(glance ?? (most === null ? longest : 2 * most), longest);
  const isWhole = most === null && page !== glance;
  if (isWhole && (await readObject(context, `${tip}~${page}`)) !== null) return null;
  const folder = folderOf(paths);
  const trees = treesOf(context);
  // One more, to compare the last with.
  const names = Array.from({ length: page + 1 }, (_, at) => `${tip}~${at}`);
  const [commits, roots] = await Promise.all([
    newestCommits(context, tip, page + 1),
    Promise.all(names.map((name) => trees.idAt(name, folder))),
  ]);
  if (commits === null) return null;
  const told = commits.slice(0, page).map(async ({ id, at, author, message }, index): Promise<HistoryCommit> => {
    const files = await differences(trees, [roots[index + 1] ?? null, roots[index] ?? null], folder, paths);
    return { commit: id, at, author, message: message.trimEnd(), files };
  });
  const found = (await Promise.all(told)).filter(
    ({ files, message }) => files.length > 0 && (says === null || message.includes(says)),
  );
  const isEnough = commits.length <= page || page === glance || (most !== null && found.length >= most);
  return isEnough && trees.suffice() ? found.slice(0, most ?? found.length) : null;
}

/** Commits: what one screen of labels has moved lately. */
const longest = 64;

/** The folder at the top that all paths are in; `""` where they are in several. */
function folderOf(paths: readonly string[]): string {
  const [first = "", ...others] = new Set(paths.map((path) => path.split("/")[0] ?? ""));
  return others.length === 0 ? first : "";
}

interface Trees {
  /** The tree of a folder in a commit; `null` where there is none. */
  idAt(commit: string, folder: string): Promise<string | null>;
  /** Nothing where there is no such tree. */
  read(id: string | null): Promise<TreeEntries>;
  /** Whether nothing was missing, and not so much was read that another process would have been quicker. */
  suffice(): boolean;
}

/** Mostly a tree is that of the commit before too. */
function treesOf(context: GitContext): Trees {
  const known = new Map<string, Promise<TreeEntries>>();
  let left = 1024 * 1024;
  const take = (object: GitObject | null): TreeEntries => {
    left = object?.type === "tree" ? left - object.bytes.length : -1;
    return object?.type === "tree" ? readEntries(object) : nothing;
  };
  const ask = async (id: string): Promise<TreeEntries> => take(left < 0 ? null : await readObject(context, id));
  return {
    suffice: () => left >= 0,
    idAt: async (commit, folder) => {
      const object = await readObject(context, `${commit}:${folder}`);
      if (object !== null && !known.has(object.id)) known.set(object.id, Promise.resolve(take(object)));
      if (object !== null) return object.id;
      // No such folder, no such commit, or a tree that is missing.
      const root = folder === "" ? null : await readObject(context, `${commit}:`);
      if (root !== null && readEntries(root).has(folder)) left = -1;
      return null;
    },
    read: (id) => {
      if (id === null) return Promise.resolve(nothing);
      const tree = known.get(id) ?? ask(id);
      known.set(id, tree);
      return tree;
    },
  };
}

const nothing: TreeEntries = new Map();

/** The files that differ, by their names; of folders only those that are on the way to what is asked. */
async function differences(
  trees: Trees,
  [before, after]: readonly [before: string | null, after: string | null],
  folder: string,
  asked: readonly string[],
): Promise<HistoryCommit["files"]> {
  if (before === after) return [];
  const [left, right] = await Promise.all([trees.read(before), trees.read(after)]);
  const names = new Set([...left.keys(), ...right.keys()]);
  const parts = [...names].toSorted().map(async (name): Promise<HistoryCommit["files"]> => {
    const [from, to] = [left.get(name) ?? null, right.get(name) ?? null];
    if (from?.id === to?.id && from?.mode === to?.mode) return [];
    const path = folder === "" ? name : `${folder}/${name}`;
    const file = { path, before: idOf(from, "file"), after: idOf(to, "file") };
    const isAsked = asked.some((one) => isWithin(path, one)) && (file.before ?? file.after) !== null;
    const isOnTheWay = asked.some((one) => isWithin(path, one) || isWithin(one, path));
    const folders = [idOf(from, "folder"), idOf(to, "folder")] as const;
    const below = isOnTheWay ? await differences(trees, folders, path, asked) : [];
    return isAsked ? [file, ...below] : below;
  });
  return (await Promise.all(parts)).flat();
}

function idOf(entry: TreeEntry | null, kind: "file" | "folder"): string | null {
  return entry !== null && (entry.mode === folderMode) === (kind === "folder") ? entry.id : null;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
