import { join } from "node:path";
import { digestOf, hexOf } from "../../core/bundle/digest.ts";
import type { Tree, TreeFile } from "../../core/ports.ts";
import { isInCi } from "../ci.ts";
import { memoryIn } from "../memory.ts";
import { ownRepositoryAround } from "./own-repository.ts";
import type { GitContext } from "./plumbing.ts";

/**
 * The tree of a commit, of which what is read is kept: a commit never changes. It is for the one file that every comparison
 * reads, so that where nothing differs no object has to be. What is kept can be deleted at any time; in a CI nothing is.
 *
 * @param commit by its id
 */
export function keptTree(context: GitContext, commit: string, tree: Tree): Tree {
  const own = isInCi(context) ? null : ownRepositoryAround(context.folder);
  if (own === null) return tree;
  const memory = memoryIn(join(own.gitFolder, "promptctl", "files"));
  /** Where there is no folder either. */
  const nothing = new Set<string>();
  return {
    ...tree,
    list: async (folder) => (nothing.has(folder) ? [] : tree.list(folder)),
    read: async (path) => {
      const name = `1/${hexOf(digestOf(JSON.stringify([commit, path])))}`;
      const known = readKept(memory.recall(name));
      if (known?.kind === "absent") nothing.add(path);
      if (known !== null) return known;
      const file = await tree.read(path);
      const isFolder = file.kind === "absent" && (await tree.list(path)).length > 0;
      const kept = isFolder ? null : writeKept(file);
      if (kept !== null) memory.keep(name, kept);
      return file;
    },
  };
}

/** The digest of what follows, because a power failure can leave half of a file; then what it is, in a line, and its bytes. */
function writeKept(file: TreeFile): Uint8Array | null {
  if (file.kind !== "file" && file.kind !== "absent") return null;
  const content = Buffer.concat([Buffer.from(`${file.kind}\n`), file.kind === "file" ? file.bytes : new Uint8Array()]);
  return Buffer.concat([Buffer.from(`${digestOf(content)}\n`), content]);
}

function readKept(kept: Buffer | null): TreeFile | null {
  if (kept === null) return null;
  const begin = kept.indexOf("\n") + 1;
  const content = kept.subarray(begin);
  if (kept.toString("latin1", 0, begin) !== `${digestOf(content)}\n`) return null;
  const end = content.indexOf("\n") + 1;
  return content.toString("latin1", 0, end) === "file\n"
    ? { kind: "file", bytes: new Uint8Array(content.subarray(end)) }
    : { kind: "absent" };
}
