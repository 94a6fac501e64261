import { posix } from "node:path";
import { digestOf } from "../../core/bundle/digest.ts";
import type { Tree, TreeFile } from "../../core/ports.ts";
import { isSkipped } from "../folder-tree.ts";
import { entriesIn, folderNumber, type Footprint, markOf, sayNames, type Seen, type SeenAbove } from "./footprint.ts";

/** A tree that remembers what was asked of it. */
export interface WatchedTree {
  readonly tree: Tree;
  /** `null` where what was seen is not all there is to see: something changed meanwhile, or a link is in the way. */
  footprint(): Footprint | null;
}

/** @param root the folder that the tree shows */
export function watchTree(tree: Tree, root: string, at: number): WatchedTree {
  const lists = new Map<string, string>();
  const files = new Map<string, Seen>();
  let isSteady = true;
  const keep = <What>(known: Map<string, What>, path: string, seen: What, isSame: (before: What) => boolean): void => {
    const before = known.get(path);
    if (before === undefined) known.set(path, seen);
    else isSteady &&= isSame(before);
  };
  return {
    tree: {
      name: tree.name,
      list: async (folder) => {
        const paths = await tree.list(folder);
        keep(lists, folder, paths.join("\0"), (before) => before === paths.join("\0"));
        return paths;
      },
      read: async (path) => {
        // Before it is read: what changes later has another mark.
        const mark = attempt(() => markOf(root, path));
        const file = await tree.read(path);
        const says = sayFile(file);
        if (mark === unseen) isSteady = false;
        else keep(files, path, { path, says, mark }, (before) => before.says === says);
        return file;
      },
    },
    footprint: () => {
      const seen = isSteady ? attempt(look) : null;
      return seen === unseen ? null : seen;
    },
  };

  function look(): Footprint | null {
    const walked = [...lists].map(([folder, paths]) => ({ ...walk(root, folder), paths }));
    if (walked.some(({ found, paths }) => found.toSorted().join("\0") !== paths)) return null;
    const folders = new Map(walked.flatMap((one) => one.folders).map((folder) => [folder.path, folder]));
    const above = aboveAll(root, [...lists.keys(), ...files.keys()], folders);
    return above === null ? null : { at, folders: [...folders.values()], files: [...files.values()], above };
  }
}

/** What cannot be looked at (links in a circle, a folder that nobody may enter) is told by who reads it for the answer. */
function attempt<What>(see: () => What): What | typeof unseen {
  try {
    return see();
  } catch {
    return unseen;
  }
}

const unseen = Symbol("unseen");

function sayFile(file: TreeFile): string {
  return file.kind === "file" ? digestOf(file.bytes) : file.kind === "large" ? `large ${file.bytes}` : file.kind;
}

interface Walked {
  readonly folders: readonly Seen[];
  readonly found: readonly string[];
}

/** A folder and all below it, as `folderTree` lists it. */
function walk(root: string, folder: string, top = folder): Walked {
  const mark = markOf(root, folder);
  if (mark === null) return { folders: [{ path: folder, says: "", mark }], found: [] };
  const entries = entriesIn(root, folder);
  const seen: Seen = { path: folder, says: sayNames(entries), mark };
  // Another repository is one entry, and nothing of what is in it; unless it ceases to be one.
  if (folder !== top && entries.some(({ name }) => name === ".git")) return { folders: [seen], found: [folder] };
  const below = entries
    .filter(({ name }) => !isSkipped(name))
    .map((entry): Walked => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? walk(root, path, top) : { folders: [], found: [path] };
    });
  return {
    folders: [seen, ...below.flatMap(({ folders }) => folders)],
    found: below.flatMap(({ found }) => found),
  };
}

function aboveAll(
  root: string,
  paths: readonly string[],
  seen: ReadonlyMap<string, Seen>,
): readonly SeenAbove[] | null {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== "." && !folders.has(folder); folder = posix.dirname(folder))
      if (!seen.has(folder)) folders.add(folder);
  }
  const above: SeenAbove[] = [];
  for (const path of folders) {
    const number = folderNumber(root, path);
    if (number === null) return null;
    above.push([path, number]);
  }
  return above;
}
