import { Failure } from "../../core/failure.ts";
import type { Tree, TreeFile } from "../../core/ports.ts";
import { gathered } from "./gathered.ts";
import { blobReader } from "./objects.ts";
import { type GitContext, gitText, records } from "./plumbing.ts";

/**
 * The files of a commit, as they were committed. The context's folder is the top of the repository.
 * Only what is asked for is looked up: a comparison reads a few files of many. A part of a history that this clone does
 * not have is no missing file: reading it fails.
 */
export function commitTree(context: GitContext, commit: string): Tree {
  const blob = blobReader(context);
  const listed = new Map<string, Promise<Entries>>();
  const listedAbove = (path: string): Promise<Entries> | undefined =>
    [...listed].find(([folder]) => isBelow(path, folder))?.[1];
  const entryAt = gathered((paths) =>
    paths.length > manyPaths ? listCommit(context, commit, []) : listEntries(context, commit, paths),
  );
  return {
    name: `commit ${commit.slice(0, 7)}`,
    list: async (folder) => {
      const entries = listedAbove(folder) ?? listCommit(context, commit, folder === "" ? [] : [folder]);
      listed.set(folder, entries);
      return [...(await entries).keys()].filter((path) => path !== folder && isBelow(path, folder)).toSorted();
    },
    read: async (path): Promise<TreeFile> => {
      const entry = await (listedAbove(path)?.then((entries) => entries.get(path)) ?? entryAt(path));
      switch (entry?.mode) {
        case undefined:
        case "040000":
          return { kind: "absent" };
        case "120000":
          return { kind: "symlink" };
        case "160000":
          return { kind: "submodule" };
        default: {
          const bytes = await blob(entry?.id ?? "");
          if (bytes === null) throw new Failure("OBJECT_MISSING", { commit: `commit ${commit.slice(0, 7)}`, path });
          return { kind: "file", bytes };
        }
      }
    },
  };
}

export interface TreeEntry {
  readonly mode: string;
  readonly id: string;
}

type Entries = ReadonlyMap<string, TreeEntry>;

/** Beyond this, git compares each path with each entry for longer than it takes to list all. */
const manyPaths = 400;

/** Every file of a commit, or those below some folders, by path. */
export async function listCommit(context: GitContext, commit: string, folders: readonly string[]): Promise<Entries> {
  return entriesOf(context, commit, ["-r"], folders);
}

/** What stands at some paths, folders included. */
async function listEntries(context: GitContext, commit: string, paths: readonly string[]): Promise<Entries> {
  return entriesOf(context, commit, [], paths);
}

async function entriesOf(
  context: GitContext,
  commit: string,
  options: readonly string[],
  paths: readonly string[],
): Promise<Entries> {
  const text = await gitText(context, `list the files of ${commit}`, [
    "ls-tree",
    ...options,
    "-z",
    "--full-tree",
    commit,
    "--",
    ...paths,
  ]);
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
