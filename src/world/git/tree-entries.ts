import type { GitObject } from "./objects.ts";

export interface TreeEntry {
  /** As git writes it in a tree: `40000` is a folder. */
  readonly mode: string;
  readonly id: string;
}

/** A tree within a tree. */
export const folderMode = "40000";

export type TreeEntries = ReadonlyMap<string, TreeEntry>;

/** What a tree of git holds: `<mode> <name>`, a NUL, and the bytes of an id, again and again. */
export function readEntries({ id, bytes }: GitObject): TreeEntries {
  const entries = new Map<string, TreeEntry>();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = id.length / 2;
  for (let at = 0; at < buffer.length;) {
    const space = buffer.indexOf(0x20, at);
    const end = buffer.indexOf(0, space);
    const mode = buffer.toString("latin1", at, space);
    const name = buffer.toString("utf8", space + 1, end);
    at = end + 1 + width;
    entries.set(name, { mode, id: buffer.toString("hex", end + 1, at) });
  }
  return entries;
}
