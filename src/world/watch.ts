import { type FSWatcher, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Milliseconds of quiet after which a change is over: an editor writes a file in several steps. */
const quiet = 80;

/** What is watched until somebody says stop: paths of files that changed, together where they changed together. */
export interface FolderWatch {
  /** `null` once nobody watches any more. */
  next(): Promise<ReadonlySet<string> | null>;
  close(): void;
}

/**
 * @param skipped names of folders that nobody looks into
 * @param signal ends it
 */
export async function watchFolder(
  folder: string,
  skipped: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<FolderWatch> {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let waiting: ((paths: ReadonlySet<string> | null) => void) | null = null;
  let closed = false;

  const flush = (): void => {
    timer = null;
    if (waiting === null) return;
    const [resolve, paths] = [waiting, changed];
    waiting = null;
    changed = new Set();
    resolve(paths);
  };
  const note = (path: string): void => {
    if (
      relative(folder, path)
        .split(sep)
        .some((step) => skipped.has(step))
    )
      return;
    changed.add(path);
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(flush, quiet);
  };
  const close = (): void => {
    closed = true;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
    if (timer !== null) clearTimeout(timer);
    waiting?.(null);
    waiting = null;
  };
  const look = async (place: string): Promise<void> => {
    if (closed || watchers.has(place)) return;
    const entries = await readdir(place, { withFileTypes: true }).catch(() => null);
    if (entries === null) return;
    const watcher = watch(place, { recursive: isRecursive }, (_event, name) => {
      const path = name === null ? place : join(place, name);
      note(path);
      if (!isRecursive && name !== null && !skipped.has(name)) void look(path);
    });
    watcher.on("error", () => watchers.delete(place));
    watchers.set(place, watcher);
    if (isRecursive) return;
    for (const entry of entries)
      if (entry.isDirectory() && !skipped.has(entry.name)) await look(join(place, entry.name));
  };

  await look(folder);
  signal.addEventListener("abort", close, { once: true });
  if (signal.aborted) close();
  return {
    next: () =>
      new Promise((resolve) => {
        if (closed) return resolve(null);
        waiting = resolve;
        if (changed.size > 0 && timer === null) flush();
        return undefined;
      }),
    close,
  };
}

/** Elsewhere a recursive watch looks at every file by itself, those of installed packages too. */
const isRecursive = process.platform === "darwin" || process.platform === "win32";
