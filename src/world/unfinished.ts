import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Nobody writes one file for so long. Milliseconds. */
const longest = 3_600_000;

/**
 * Takes away what killed writers left beside our files: temporary files are called as the file that they were to
 * become, a dot, and a number. By age, because somebody may be writing one now; and only beside names that are ours.
 */
export async function removeUnfinished(folder: string, isOurs: (name: string) => boolean, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, becoming] = /^(.+)\.\d{1,10}$/.exec(name) ?? [];
    if (becoming === undefined || !isOurs(becoming)) continue;
    const path = join(folder, name);
    const seen = await lstat(path).catch(() => null);
    if (seen?.isFile() === true && now.getTime() - seen.mtimeMs > longest) {
      // What cannot be taken away stays: it is in nobody's way.
      await rm(path, { force: true }).catch(() => undefined);
    }
  }
}
