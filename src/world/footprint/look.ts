import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, isDigest } from "../../core/bundle/digest.ts";
import {
  folderNumber,
  type Footprint,
  isSettled,
  markOf,
  namesIn,
  sameMark,
  type SeenFile,
  type SeenFolder,
} from "./footprint.ts";

/**
 * The same files and folders as they are now. Only what does not look as it did is opened.
 *
 * @param now in milliseconds since 1970
 * @returns `null` where other files may have to be looked at: a folder holds other names, or a file cannot be read plainly
 */
export function lookAgain(root: string, footprint: Footprint, now: number): Looked | null {
  const { at, above } = footprint;
  if (above.some(([path, number]) => folderNumber(root, path) !== number)) return null;
  const folders: SeenFolder[] = [];
  for (const folder of footprint.folders) {
    const seen = folderAgain(root, folder, at);
    // A link in its place has another mode.
    if (seen[1] !== folder[1] || seen[2]?.[0] !== folder[2]?.[0]) return null;
    folders.push(seen);
  }
  const files: SeenFile[] = [];
  for (const file of footprint.files) {
    const seen = fileAgain(root, file, at);
    if (seen === null) return null;
    files.push(seen);
  }
  const isNews =
    folders.some((folder, index) => folder !== footprint.folders[index]) ||
    files.some((file, index) => file !== footprint.files[index]);
  return { footprint: { at: now, folders, files, above }, isNews };
}

export interface Looked {
  readonly footprint: Footprint;
  /** Something had to be opened: the next time it need not. */
  readonly isNews: boolean;
}

function folderAgain(root: string, folder: SeenFolder, at: number): SeenFolder {
  const [path, , before] = folder;
  const mark = markOf(root, path);
  return sameMark(mark, before) && isSettled(mark, at) ? folder : [path, namesIn(root, path), mark];
}

function fileAgain(root: string, file: SeenFile, at: number): SeenFile | null {
  const [path, content, before] = file;
  const mark = markOf(root, path);
  if (sameMark(mark, before) && isSettled(mark, at)) return file;
  if (mark === null || before === null || mark[0] !== before[0]) return null;
  // What was no plain file, or too large, is told apart by who reads for the answer.
  return isDigest(content) ? [path, digestOf(readFileSync(join(root, path))), mark] : null;
}
