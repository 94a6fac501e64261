import { Failure } from "../../core/failure.ts";
import type { Tree, TreeFile } from "../../core/ports.ts";
import { readBlob, readObject } from "./objects.ts";
import { type GitContext, gitText, records } from "./plumbing.ts";
import { folderMode, readEntries, type TreeEntries, type TreeEntry } from "./tree-entries.ts";

/**
 * The files of a commit, as they were committed. The context's folder is the top of the repository.
 * Only what is asked for is looked up: a comparison reads a few files of many. A part of a history that this clone does
 * not have is no missing file: reading it fails.
 */
export function commitTree(context: GitContext, commit: string): Tree {
  const name = `commit ${commit.slice(0, 7)}`;
  const trees = new Map<string, Promise<TreeEntries>>();
  const listed = new Map<string, Promise<Entries>>();

  /** `null` is a path at which there is nothing. */
  async function entryAt(path: string): Promise<TreeEntry | null> {
    let entries = await entriesIn(`${commit}^{tree}`, "");
    const steps = path.split("/");
    for (const [index, step] of steps.entries()) {
      const entry = entries.get(step) ?? null;
      if (index === steps.length - 1 || entry?.mode !== folderMode) return index === steps.length - 1 ? entry : null;
      entries = await entriesIn(entry.id, path);
    }
    return null;
  }

  function entriesIn(tree: string, path: string): Promise<TreeEntries> {
    const known = trees.get(tree);
    if (known !== undefined) return known;
    const read = readObject(context, tree).then((object) => {
      if (object === null && path === "")
        throw new Failure("GIT_FAILED", { doing: `list the files of ${commit}`, why: "this clone does not have it" });
      if (object === null) throw new Failure("OBJECT_MISSING", { commit: name, path });
      return readEntries(object);
    });
    trees.set(tree, read);
    return read;
  }

  return {
    name,
    list: async (folder) => {
      const entry = folder === "" ? null : await entryAt(folder);
      if (folder !== "" && entry?.mode !== folderMode) return [];
      const above = [...listed].find(([known]) => isBelow(folder, known))?.[1];
      const entries = above ?? listFolder(context, commit, folder, entry?.id ?? `${commit}^{tree}`);
      listed.set(folder, entries);
      return [...(await entries).keys()].filter((path) => path !== folder && isBelow(path, folder)).toSorted();
    },
    read: async (path): Promise<TreeFile> => {
      const entry = await entryAt(path);
      switch (entry?.mode) {
        case undefined:
        case folderMode:
          return { kind: "absent" };
        case "120000":
          return { kind: "symlink" };
        case "160000":
          return { kind: "submodule" };
        default: {
          const bytes = await readBlob(context, entry?.id ?? "");
          if (bytes === null) throw new Failure("OBJECT_MISSING", { commit: name, path });
          return { kind: "file", bytes };
        }
      }
    },
  };
}

type Entries = ReadonlyMap<string, TreeEntry>;

/** Every file of a commit, by path. */
export function listCommit(context: GitContext, commit: string): Promise<Entries> {
  return listFolder(context, commit, "", `${commit}^{tree}`);
}

/** The files below a folder: a few folders are read as objects, which spares a process; of many git makes a list. */
async function listFolder(context: GitContext, commit: string, folder: string, tree: string): Promise<Entries> {
  const few = await readBelow(context, folder, tree, { left: fewFolders });
  return few === null ? listPaths(context, commit, folder === "" ? [] : [folder]) : new Map(few);
}

/** So many folders are read as quickly as a process starts. */
const fewFolders = 150;

/** `null` where there are too many of them, or one is not here: git fetches it, or says why not. */
async function readBelow(
  context: GitContext,
  folder: string,
  tree: string,
  folders: { left: number },
): Promise<readonly (readonly [string, TreeEntry])[] | null> {
  const object = await readObject(context, tree);
  if (object === null) return null;
  const entries = [...readEntries(object)];
  folders.left -= entries.filter(([, { mode }]) => mode === folderMode).length;
  if (folders.left < 0) return null;
  const parts = await Promise.all(
    entries.map(([name, entry]) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      return entry.mode === folderMode ? readBelow(context, path, entry.id, folders) : [[path, entry] as const];
    }),
  );
  const all = parts.filter((part) => part !== null);
  return all.length < parts.length ? null : all.flat();
}

/** Files of a commit, and what is below its folders, by path. */
export async function listPaths(context: GitContext, commit: string, paths: readonly string[]): Promise<Entries> {
  const listing = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...paths];
  const text = await gitText(context, `list the files of ${commit}`, listing);
  return new Map(
    records(text).map((record): [string, TreeEntry] => {
      const [head = "", path = ""] = splitOnce(record, "\t");
      const [mode = "", , id = ""] = head.split(" ");
      return [path, { mode, id }];
    }),
  );
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

function splitOnce(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + at.length)];
}
