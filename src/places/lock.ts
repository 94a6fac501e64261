import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../core/failure.ts";
import { isGone, thisHolder } from "./holder.ts";

/** A holder that was killed leaves its file behind; where nobody can say that it is gone, this long. Milliseconds. */
const stale = 10_000;

/** Milliseconds between attempts, and how long to wait in all. */
const pause = 20;
const patience = 30_000;

/**
 * Does something while nobody else does it with the same file. Publishing reads a serial and then writes:
 * between the two nobody may write a higher one.
 *
 * @throws Failure WRITE_FAILED where the lock cannot be had
 */
export async function withLock<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  const end = Date.now() + patience;
  const holder = await thisHolder();
  while (!(await create(path, holder))) {
    if (Date.now() > end) throw new Failure("WRITE_FAILED", { path, why: "somebody else keeps it locked" });
    if (await isAbandoned(path)) await breakLock(path, holder);
    await sleep(pause);
  }
  // Whoever takes long is not dead.
  const alive = setInterval(() => void touch(path), stale / 5).unref();
  try {
    return await act();
  } finally {
    clearInterval(alive);
    // Who was stopped for long may find that the lock is somebody else's by now.
    if ((await holderOf(path)) === holder) await rm(path, { force: true });
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** One at a time breaks a lock, and looks again before: who is late must not break the lock of who was faster. */
async function breakLock(path: string, breaker: string): Promise<void> {
  const breaking = `${path}.breaking`;
  if (!(await create(breaking, breaker))) {
    if (await isStale(breaking)) await rm(breaking, { force: true });
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(breaking, { force: true });
  }
}

async function create(path: string, holder: string): Promise<boolean> {
  const file = await open(path, "wx").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    throw error;
  });
  if (file === null) return false;
  try {
    await file.writeFile(holder);
    return true;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = await holderOf(path);
  return holder !== null && ((await isGone(holder)) || (await isStale(path)));
}

async function holderOf(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}

/** Also from the future: a clock that was wrong when the lock was made must not keep it for ever. */
async function isStale(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) > stale,
    () => false,
  );
}
