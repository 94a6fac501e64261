import { lstat, rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeBytes } from "./files.ts";

/** Those of the paths where something is, whatever it is. */
export async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(async (path) => ((await isThere(path)) ? [path] : [])));
  return found.flat();
}

/**
 * Writes files that are not there yet: all of them or, where one cannot be written, none, and no new folder.
 *
 * @throws Failure WRITE_FAILED
 */
export async function writeNewFiles(files: Readonly<Record<string, string>>): Promise<void> {
  const folders = await missingFolders(Object.keys(files));
  const written: string[] = [];
  try {
    for (const [path, text] of Object.entries(files)) {
      written.push(path);
      await writeBytes(path, new TextEncoder().encode(text));
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true }).catch(ignore);
    for (const folder of folders) await rmdir(folder).catch(ignore);
    throw error;
  }
}

/** The folders that writing makes, the deepest first. */
async function missingFolders(paths: readonly string[]): Promise<readonly string[]> {
  const missing = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      if (missing.has(folder) || (await isThere(folder))) break;
      missing.add(folder);
    }
  }
  return [...missing].toSorted((left, right) => right.length - left.length);
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** What could not be taken back is not there, or somebody else's. */
function ignore(): void {}
