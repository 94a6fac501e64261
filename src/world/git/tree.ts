import { Failure } from "../../core/failure.ts";
import type { Tree, TreeFile } from "../../core/ports.ts";
import { readBlob, readObject } from "./objects.ts";
import { type GitContext, gitText, records } from "./plumbing.ts";
import { readEntries, type TreeEntries, type TreeEntry } from "./tree-entries.ts";

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
      if (folder !== "" && (await entryAt(folder)) === null) return [];
      const above = [...listed].find(([known]) => isBelow(folder, known))?.[1];
      const entries = above ?? listCommit(context, commit, folder === "" ? [] : [folder]);
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

const folderMode = "40000";

type Entries = ReadonlyMap<string, TreeEntry>;

/** Every file of a commit, or those below some folders, by path. */
export async function listCommit(context: GitContext, commit: string, folders: readonly string[]): Promise<Entries> {
  const listing = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...folders];
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
