import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Tree, TreeFile } from "../core/ports.ts";
import { elapsed } from "./clock.ts";
import { absent, absentAt, codeOf } from "./files.ts";

/** The files of a folder as they are now. */
export function folderTree(root: string, name = "the working tree"): Tree {
  const isReached = rememberReached(root);
  return {
    name,
    list: async (folder) => (isInside(folder) ? (await listFiles(root, folder)).toSorted() : []),
    read: (path) => readTreeFile(root, path, isReached),
  };
}

/** Never the insides of git or of installed packages: nobody means those. */
export function isSkipped(name: string): boolean {
  return name === ".git" || name === "node_modules";
}

/** A glob may name any folder, also one that is not ours to look into. */
function isInside(folder: string): boolean {
  return !folder.split("/").some((step) => step === ".." || isSkipped(step));
}

async function listFiles(root: string, top: string): Promise<readonly string[]> {
  const listed = async (folder: string): Promise<readonly string[]> => {
    const entries = await entriesOf(join(root, folder), folder);
    // Another repository inside this one: git sees a submodule there, and nothing of what is in it.
    if (folder !== top && entries.some(({ name }) => name === ".git")) return [folder];
    const files: string[] = [];
    const below: Promise<readonly string[]>[] = [];
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (isSkipped(entry.name)) continue;
      if (entry.isDirectory()) below.push(listed(path));
      else files.push(path);
    }
    return below.length === 0 ? files : [...files, ...(await Promise.all(below)).flat()];
  };
  return listed(top);
}

async function entriesOf(path: string, folder: string): Promise<readonly Dirent[]> {
  const withKinds = { withFileTypes: true } as const;
  try {
    return isFast() ? timed(() => readdirSync(path, withKinds)) : await inTurn(() => readdir(path, withKinds));
  } catch (error) {
    return absentAt(folder)(error) ?? [];
  }
}

async function readTreeFile(
  root: string,
  path: string,
  isReached: (folder: string) => Promise<boolean>,
): Promise<TreeFile> {
  const full = join(root, path);
  if (path.split("/").includes("..")) return { kind: "absent" };
  try {
    if (!(await isReached(posix.dirname(path)))) return { kind: "symlink" };
    const near = isFast() ? timed(() => readNear(full)) : null;
    if (near !== null) return { kind: "file", bytes: near };
    const stats = await lstat(full);
    if (stats.isSymbolicLink()) return { kind: "symlink" };
    if (stats.isDirectory()) return { kind: (await isRepository(full)) ? "submodule" : "absent" };
    if (!stats.isFile()) return { kind: "absent" };
    return stats.size > largest
      ? { kind: "large", bytes: stats.size }
      : { kind: "file", bytes: await inTurn(() => readFile(full)) };
  } catch (error) {
    // A folder on the way is a link that leads to itself.
    return codeOf(error) === "ELOOP" ? { kind: "symlink" } : (absentAt(path)(error) ?? { kind: "absent" });
  }
}

async function isRepository(folder: string): Promise<boolean> {
  return (await lstat(join(folder, ".git")).catch(absent)) !== null;
}

/**
 * A small file, opened once instead of asked about first; `null` where it is anything else, or cannot be read. To wait for
 * thousands of small files costs more than to read them, where the disk is near.
 */
function readNear(path: string): Uint8Array | null {
  if (constants.O_NOFOLLOW === undefined) return null;
  let file: number | null = null;
  try {
    // A pipe without a writer would be waited for.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size === 0 || stats.size > small) return null;
    const bytes = Buffer.allocUnsafe(stats.size);
    let length = 0;
    for (let more = -1; more !== 0 && length < bytes.length; length += more)
      more = readSync(file, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

const small = 256 * 1024;

/**
 * A disk that keeps us waiting, milliseconds each time, is far away: it is asked for many files at a time. One that does so
 * now and then is near, and the machine is busy.
 */
const [waits, wait, quickReads] = [50, 1, 20];
let waited = 0;

function isFast(): boolean {
  return waited < waits;
}

function timed<Result>(read: () => Result): Result {
  const begun = elapsed();
  try {
    return read();
  } finally {
    waited = elapsed() - begun > wait ? waited + 1 : Math.max(0, waited - 1 / quickReads);
  }
}

/** Bytes of a file that is read at all: what a contract may hold is far less. */
const largest = 64 * 1024 * 1024;

/** A process may have some hundred files open, and a repository thousands of contracts. */
async function inTurn<Result>(read: () => Promise<Result>): Promise<Result> {
  if (reading >= readers) await new Promise<void>((resolve) => waiting.push(resolve));
  else reading += 1;
  try {
    return await read();
  } finally {
    const next = waiting.shift();
    if (next === undefined) reading -= 1;
    else next();
  }
}

const readers = 32;
const waiting: (() => void)[] = [];
let reading = 0;

/**
 * A folder on the way may be a link: git stores the link, so what is behind it is not in any commit. Thousands of files
 * are in one folder, which is asked about once.
 */
function rememberReached(root: string): (folder: string) => Promise<boolean> {
  const known = new Map<string, boolean>();
  let top: Promise<string> | null = null;
  return async (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const [realRoot, real] = await Promise.all([(top ??= realpath(root)), realpath(join(root, folder))]);
    const isReached = real === join(realRoot, folder);
    known.set(folder, isReached);
    return isReached;
  };
}
