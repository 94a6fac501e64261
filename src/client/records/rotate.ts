import { open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/**
 * Moves a full file to the next free number: `runs.jsonl` becomes `runs.7.jsonl`. Several processes may try at once:
 * the number is claimed by creating its file, which only one of them can, so that no file is ever written over. Who
 * comes late moves a file that is not full yet, or nothing; no line is lost by that. What cannot be moved grows on.
 */
export async function rotate(path: string, maxBytes: number, keep: number): Promise<void> {
  const numbers = await numbersOf(path);
  const next = numberedPath(path, Math.max(0, ...numbers) + 1);
  try {
    if ((await stat(path)).size < maxBytes) return;
    await (await open(next, "wx")).close();
  } catch {
    return;
  }
  try {
    await rename(path, next);
  } catch {
    await rm(next, { force: true });
  }
  for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - keep))) {
    await rm(numberedPath(path, number), { force: true }).catch(() => undefined);
  }
}

/** The numbers of full files, oldest first. */
async function numbersOf(path: string): Promise<readonly number[]> {
  const extension = extname(path);
  const stem = basename(path, extension);
  const names = await readdir(dirname(path)).catch(() => []);
  return names
    .flatMap((name) => {
      if (!name.startsWith(`${stem}.`) || !name.endsWith(extension)) return [];
      const middle = name.slice(stem.length + 1, name.length - extension.length);
      return /^[1-9]\d{0,14}$/.test(middle) ? [Number(middle)] : [];
    })
    .toSorted((left, right) => left - right);
}

function numberedPath(path: string, number: number): string {
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)}.${number}${extension}`);
}
