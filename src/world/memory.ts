import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Small texts by their names, in a folder. All of it can be lost at any time: then it is as if nothing had been known. */
export interface Memory {
  /** `null` where there is none, or it cannot be read. */
  recall(name: string): string | null;
  /** Never fails: what cannot be kept is worked out again. */
  keep(name: string, text: string): void;
}

/** @param folder made when something is kept, by `<group>/<name>` */
export function memoryIn(folder: string): Memory {
  return {
    recall: (name) => {
      const path = join(folder, name);
      try {
        const text = readFileSync(path, "utf8");
        const now = new Date();
        utimesSync(path, now, now);
        return text;
      } catch {
        return null;
      }
    },
    keep: (name, text) => {
      const path = join(folder, name);
      const unfinished = `${path}.${process.pid}.tmp`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        // Whole or not at all, whoever reads meanwhile. It need not outlive a power failure.
        writeFileSync(unfinished, text);
        renameSync(unfinished, path);
        forgetOldest(dirname(path), mostNames);
        forgetOldest(folder, mostGroups);
      } catch {
        takeAway(unfinished);
      }
    },
  };
}

function takeAway(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing was written, or nothing can be taken away: neither is in anybody's way.
  }
}

const mostNames = 12;
const mostGroups = 60;

function forgetOldest(folder: string, most: number): void {
  const names = readdirSync(folder);
  if (names.length <= most) return;
  const byAge = names
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .toSorted((left, right) => right.time - left.time);
  for (const { name } of byAge.slice(most)) rmSync(join(folder, name), { recursive: true, force: true });
}
