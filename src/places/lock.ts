import { mkdir, open, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { dirname } from "node:path";
import { Failure } from "../core/failure.ts";

/** A holder that was killed leaves its file behind; nobody needs a place for longer than this. */
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
  while (!(await take(path))) {
    if (Date.now() > end) throw new Failure("WRITE_FAILED", { path, why: "somebody else keeps it locked" });
    await sleep(pause);
  }
  try {
    return await act();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > stale) await rm(path, { force: true });
    return false;
  }
}
