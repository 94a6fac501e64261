import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { digestOf, hexOf } from "../../core/bundle/digest.ts";

/**
 * What an answer rests on: the files that were read for it and the folders that were listed, as they were. It is kept beside
 * the answer, so that to say it again nothing has to be read.
 */
export interface Footprint {
  /** When the first of it was looked at, in milliseconds since 1970. */
  readonly at: number;
  /** A folder says the names in it. */
  readonly folders: readonly Seen[];
  /** A file says the digest of the bytes that were read, or why there were none. */
  readonly files: readonly Seen[];
  /** The folders above all these: a link in place of one would lead elsewhere. */
  readonly above: readonly SeenAbove[];
}

export interface Seen {
  readonly path: string;
  readonly says: string;
  readonly mark: Mark | null;
}

export type SeenAbove = readonly [path: string, inode: number];

/** What a file system says of a file without opening it: its mode, size and number, and when its bytes and its entry changed. */
export type Mark = readonly [mode: number, size: number, inode: number, modified: number, changed: number];

export function markOf(root: string, path: string): Mark | null {
  // Asked of ten thousand files: to join the two takes as long as the answer.
  const stats = lstatSync(`${root}/${path}`, { throwIfNoEntry: false });
  return stats === undefined ? null : [stats.mode, stats.size, stats.ino, stats.mtimeMs, stats.ctimeMs];
}

/** What stands in a folder and of which kind, as one short text; empty where there is no folder. */
export function namesIn(root: string, folder: string): string {
  return markOf(root, folder) === null ? "" : sayNames(entriesIn(root, folder));
}

export function entriesIn(root: string, folder: string): readonly Dirent[] {
  return readdirSync(join(root, folder), { withFileTypes: true });
}

export function sayNames(entries: readonly Dirent[]): string {
  const names = entries.map(
    (entry) => `${entry.isDirectory() ? "/" : entry.isSymbolicLink() ? "@" : " "}${entry.name}\0`,
  );
  return digestOf(names.toSorted().join(""));
}

/** The number of a folder; `null` where none stands there, or a link does. */
export function folderNumber(root: string, path: string): number | null {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? stats.ino : null;
}

/** What all of it says, whenever it was looked at: 64 hex digits. */
export function contentOf({ folders, files }: Footprint): string {
  const parts = [...folders, ...files].map(({ path, says }) => `${path}\0${says}\0`);
  return hexOf(digestOf(parts.join("")));
}
