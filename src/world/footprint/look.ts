import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, isDigest } from "../../core/bundle/digest.ts";
import { folderNumber, type Footprint, markOf, namesIn, type Seen } from "./footprint.ts";
import { allSeen, type KeptFootprint, nothing } from "./kept.ts";

/**
 * The same files and folders as they are now. Only what does not look as it did is opened.
 *
 * @param now in milliseconds since 1970
 */
export function lookAgain(root: string, kept: KeptFootprint, now: number): Looked {
  const { above, paths, folders } = kept;
  if (above.some(([path, number]) => folderNumber(root, path) !== number)) return { kind: "other files" };
  const moved = new Set<number>();
  for (const index of paths.keys()) if (!isAsBefore(root, kept, index)) moved.add(index);
  if (moved.size === 0) return { kind: "the same" };
  const seen: Seen[] = [];
  for (const [index, before] of allSeen(kept).entries()) {
    const look = index < folders ? folderAgain : fileAgain;
    const again = moved.has(index) ? look(root, before) : before;
    if (again === null) return { kind: "other files" };
    seen.push(again);
  }
  return { kind: "news", footprint: { at: now, above, folders: seen.slice(0, folders), files: seen.slice(folders) } };
}

export type Looked =
  | { readonly kind: "the same" }
  /** Something had to be opened: it says what it did, or something else, and the next time it need not be. */
  | { readonly kind: "news"; readonly footprint: Footprint }
  /** A folder holds other names, or a file cannot be read plainly: who answers has to find out which files are read. */
  | { readonly kind: "other files" };

/**
 * A file that changed twice while the clock of its file system stood still has one mark and two contents. What changed
 * shortly before it was looked at is read again, as git does (https://git-scm.com/docs/racy-git).
 */
function isAsBefore(root: string, { at, paths, marks }: KeptFootprint, index: number): boolean {
  const stats = lstatSync(`${root}/${paths[index]}`, { throwIfNoEntry: false });
  const first = index * nothing.length;
  if (stats === undefined) return marks[first] === nothing[0];
  const { mode, size, ino, mtimeMs, ctimeMs } = stats;
  return (
    mode === marks[first] &&
    size === marks[first + 1] &&
    ino === marks[first + 2] &&
    mtimeMs === marks[first + 3] &&
    ctimeMs === marks[first + 4] &&
    Math.max(mtimeMs, ctimeMs) < at - granularity
  );
}

/** Milliseconds; the coarsest file system in use (FAT) counts two seconds. */
const granularity = 3_000;

function folderAgain(root: string, { path, says, mark: before }: Seen): Seen | null {
  const mark = markOf(root, path);
  const names = namesIn(root, path);
  // A link in its place has another mode.
  return names === says && mark?.[0] === before?.[0] ? { path, says, mark } : null;
}

function fileAgain(root: string, { path, says, mark: before }: Seen): Seen | null {
  const mark = markOf(root, path);
  if (mark === null || before === null || mark[0] !== before[0]) return null;
  // What was no plain file, or too large, is told apart by who reads for the answer.
  return isDigest(says) ? { path, says: digestOf(readFileSync(join(root, path))), mark } : null;
}
