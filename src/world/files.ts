import { lstatSync, readFileSync } from "node:fs";
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { Failure, sayCause } from "../core/failure.ts";
import type { Tree, TreeFile } from "../core/ports.ts";

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
const skipped = new Set([".git", "node_modules"]);

/** A glob may name any folder, also one that is not ours to look into. */
function isInside(folder: string): boolean {
  return !folder.split("/").some((step) => step === ".." || skipped.has(step));
}

async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(absentAt(folder));
  const nested = (entries ?? [])
    .filter(({ name }) => !skipped.has(name))
    .map(async (entry): Promise<readonly string[]> => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() && !(await isRepository(join(root, path))) ? listFiles(root, path) : [path];
    });
  return (await Promise.all(nested)).flat();
}

/** Another repository inside this one: git sees a submodule there, and nothing of what is in it. */
async function isRepository(folder: string): Promise<boolean> {
  return (await lstat(join(folder, ".git")).catch(absent)) !== null;
}

async function readTreeFile(
  root: string,
  path: string,
  isReached: (folder: string) => Promise<boolean>,
): Promise<TreeFile> {
  const full = join(root, path);
  if (path.split("/").includes("..")) return { kind: "absent" };
  try {
    const stats = isFast() ? timed(() => lstatSync(full)) : await lstat(full);
    if (stats.isSymbolicLink() || !(await isReached(posix.dirname(path)))) return { kind: "symlink" };
    if (stats.isDirectory()) return { kind: (await isRepository(full)) ? "submodule" : "absent" };
    if (!stats.isFile()) return { kind: "absent" };
    return stats.size > largest
      ? { kind: "large", bytes: stats.size }
      : { kind: "file", bytes: await readWhole(full, stats.size) };
  } catch (error) {
    // A folder on the way is a link that leads to itself.
    return codeOf(error) === "ELOOP" ? { kind: "symlink" } : (absentAt(path)(error) ?? { kind: "absent" });
  }
}

/** To wait for thousands of small files costs more than to read them, where the disk is near. */
async function readWhole(path: string, size: number): Promise<Uint8Array> {
  return size <= small && isFast() ? timed(() => readFileSync(path)) : inTurn(() => readFile(path));
}

const small = 256 * 1024;

/** A disk that kept us waiting so often, milliseconds each time, is far away: it is asked for many files at a time. */
const [waits, wait] = [50, 1];
let waited = 0;

function isFast(): boolean {
  return waited < waits;
}

function timed<Result>(read: () => Result): Result {
  const begun = performance.now();
  try {
    return read();
  } finally {
    if (performance.now() - begun > wait) waited += 1;
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

/**
 * `null` where there is no such file.
 *
 * @throws Failure READ_FAILED
 */
export async function readBytes(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(absentAt(path));
}

/** Whatever it is: a file, a folder, a link to nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(absentAt(path))) !== null;
}

/**
 * Writes a file so that a reader sees the old bytes or the new ones, and a crash leaves one of them:
 * a temporary file beside it, fsync, rename, fsync of the folder.
 *
 * @throws Failure WRITE_FAILED
 */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, Buffer.from(bytes));
    await syncFolder(dirname(path));
  } catch (error) {
    throw new Failure("WRITE_FAILED", { path, why: sayCause(error) }, { cause: error });
  }
}

/** The rename itself has to reach the disk too, and only the folder knows of it. */
async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and flushes renames by itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws Failure WRITE_FAILED where it is there and cannot be taken away */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw new Failure("WRITE_FAILED", { path, why: sayCause(error) }, { cause: error });
  }
}

/** @throws Failure WRITE_FAILED */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    throw new Failure("WRITE_FAILED", { path: to, why: sayCause(error) }, { cause: error });
  }
}

/** The names of what is in a folder; none where there is no such folder. */
export async function listFolder(path: string): Promise<ReadonlySet<string>> {
  return new Set((await readdir(path).catch(absent)) ?? []);
}

/** Takes away what lies in a folder since before a time. What cannot be taken away stays: it is in nobody's way. */
export async function removeOlder(folder: string, than: Date): Promise<void> {
  for (const name of await listFolder(folder)) {
    const path = join(folder, name);
    const seen = await lstat(path).catch(absent);
    if (seen !== null && seen.mtime < than) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(absent))?.isDirectory() ?? false;
}

function absent(error: unknown): null {
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(codeOf(error))) return null;
  throw error;
}

/** The same for what a person named: no permission, or a folder where a file should be, is no bug of ours. */
function absentAt(path: string): (error: unknown) => null {
  return (error) => {
    try {
      return absent(error);
    } catch (cause) {
      throw codeOf(cause) === "" ? cause : new Failure("READ_FAILED", { path, why: sayCause(cause) }, { cause });
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
