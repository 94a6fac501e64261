import type { Tree, TreeFile } from "../../core/ports.ts";
import { blobReader } from "./objects.ts";
import { type GitContext, gitText, records } from "./plumbing.ts";

/** The files of a commit, as they were committed. The context's folder is the top of the repository. */
export async function commitTree(context: GitContext, commit: string): Promise<Tree> {
  const entries = await listCommit(context, commit, []);
  const blob = blobReader(context);
  return {
    name: `commit ${commit.slice(0, 7)}`,
    list: async (folder) =>
      [...entries.keys()].filter((path) => folder === "" || path.startsWith(`${folder}/`)).toSorted(),
    read: async (path): Promise<TreeFile> => {
      const entry = entries.get(path);
      if (entry === undefined) return { kind: "absent" };
      if (entry.mode === "120000") return { kind: "symlink" };
      if (entry.mode === "160000") return { kind: "submodule" };
      const bytes = await blob(entry.id);
      return bytes === null ? { kind: "absent" } : { kind: "file", bytes };
    },
  };
}

interface TreeEntry {
  readonly mode: string;
  readonly id: string;
}

/** Every file of a commit, or those below some folders, by path. */
export async function listCommit(
  context: GitContext,
  commit: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const text = await gitText(context, `list the files of ${commit}`, [
    "ls-tree",
    "-r",
    "-z",
    "--full-tree",
    commit,
    "--",
    ...folders,
  ]);
  return new Map(
    records(text).map((record): [string, TreeEntry] => {
      const [head = "", path = ""] = splitOnce(record, "\t");
      const [mode = "", , id = ""] = head.split(" ");
      return [path, { mode, id }];
    }),
  );
}

function splitOnce(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + at.length)];
}
