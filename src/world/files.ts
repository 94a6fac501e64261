import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure, sayCause } from "../core/failure.ts";

/**
 * `null` where there is no such file.
 *
 * @throws Failure READ_FAILED
 */
export async function readBytes(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(absentAt(path));
}

/** How large a file is; 0 where nobody knows. */
export async function fileBytes(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
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
    // It takes as long to load as five files to read, and most commands write none.
    const { default: writeFileAtomic } = await import("write-file-atomic");
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

/** Nothing is there by that name; every other error goes on. */
export function absent(error: unknown): null {
  if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(codeOf(error))) return null;
  throw error;
}

/** The same for what a person named: no permission, or a folder where a file should be, is no bug of ours. */
export function absentAt(path: string): (error: unknown) => null {
  return (error) => {
    try {
      return absent(error);
    } catch (cause) {
      throw codeOf(cause) === "" ? cause : new Failure("READ_FAILED", { path, why: sayCause(cause) }, { cause });
    }
  };
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
