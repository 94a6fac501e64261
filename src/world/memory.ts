import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Files by their names, in a folder. All of it can be lost at any time: then it is as if nothing had been known. */
export interface Memory {
  /** `null` where there is none, or it cannot be read. */
  recall(name: string): Buffer | null;
  /** How often this was asked of a name, this time included; 0 where nobody can count. */
  count(name: string): number;
  /** Never fails: what cannot be kept is worked out again. */
  keep(name: string, content: string | Uint8Array): void;
}

/** What a memory may take up; beyond that the oldest is forgotten. */
export interface Room {
  readonly files: number;
  readonly bytes: number;
}

/** @param folder made when something is kept, by `<group>/<name>` */
export function memoryIn(folder: string, room: Room = usualRoom): Memory {
  return {
    recall: (name) => {
      const path = join(folder, name);
      try {
        const content = readFileSync(path);
        const now = new Date();
        utimesSync(path, now, now);
        return content;
      } catch {
        return null;
      }
    },
    count: (name) => {
      const path = join(folder, `${name}.count`);
      try {
        makeFolder(dirname(path));
        appendFileSync(path, ".", { mode: 0o600 });
        return statSync(path).size;
      } catch {
        return 0;
      }
    },
    keep: (name, content) => {
      const path = join(folder, name);
      const unfinished = `${path}.${process.pid}.tmp`;
      try {
        makeFolder(dirname(path));
        // Whole or not at all, whoever reads meanwhile. It need not outlive a power failure.
        writeFileSync(unfinished, content, { mode: 0o600 });
        renameSync(unfinished, path);
        forgetOldest(folder, room);
      } catch {
        takeAway(unfinished);
      }
    },
  };
}

/** For us alone: who writes here decides what is answered. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Enough for what a few branches of a large repository were asked; of a small one it is never full. */
const usualRoom: Room = { files: 200, bytes: 64 * 1024 * 1024 };

function forgetOldest(folder: string, room: Room): void {
  const groups = readdirSync(folder).map((name) => join(folder, name));
  const files = groups.flatMap((group) => readdirSync(group).map((name) => lookAt(join(group, name))));
  let bytes = 0;
  for (const [index, { path, size }] of files.toSorted((left, right) => right.time - left.time).entries()) {
    bytes += size;
    if (index >= room.files || bytes > room.bytes) takeAway(path);
  }
  for (const group of groups) if (readdirSync(group).length === 0) rmSync(group, { recursive: true, force: true });
}

function lookAt(path: string): { readonly path: string; readonly size: number; readonly time: number } {
  const { size, mtimeMs: time } = statSync(path);
  return { path, size, time };
}

function takeAway(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing was written, or nothing can be taken away: neither is in anybody's way.
  }
}
