import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { rotate } from "./rotate.ts";

/** A file that several processes append to. */
export interface Appending {
  readonly path: string;
  readonly maxBytes: number;
  /** How many full files stay. */
  readonly keep: number;
  /** Whether the file ends in the middle of a line: the next write begins a new one. `null`: not looked at yet. */
  torn: boolean | null;
}

/**
 * One write of whole lines, at the end of the file whoever else writes (`O_APPEND`). A file that was moved away since it
 * was opened is still a file of records, so nothing is lost by that.
 *
 * @param writes called when nobody can take the write back any more
 * @returns how many lines are there now: a disk may fill up in the middle of one
 * @throws Error of the disk
 */
export async function appendLines(to: Appending, lines: readonly string[], writes: () => void): Promise<number> {
  to.torn = to.torn === true || (await endsTorn(to.path));
  const before = to.torn ? "\n" : "";
  const bytes = Buffer.from(before + lines.join(""), "utf8");
  const written = bytes.subarray(0, await write(to.path, bytes, writes));
  if (written.length > 0) to.torn = written.at(-1) !== newline;
  const { size } = await stat(to.path).catch(() => ({ size: 0 }));
  if (size >= to.maxBytes) await rotate(to.path, to.maxBytes, to.keep);
  return Math.max(0, written.filter((byte) => byte === newline).length - before.length);
}

/** At the end of a process: the same, without waiting for anything else. */
export function appendLinesNow({ path, torn }: Appending, lines: readonly string[]): void {
  if (lines.length === 0) return;
  mkdirSync(dirname(path), { recursive: true });
  // An empty line costs nothing, a line behind half of another one costs both.
  appendFileSync(path, (torn === false || !existsSync(path) ? "" : "\n") + lines.join(""), { mode });
}

const newline = 10;

/** Records may hold what people said: they are for the one who runs the process. */
const mode = 0o600;

/** A process that was killed leaves half a line; so does another one whose disk was full. */
async function endsTorn(path: string): Promise<boolean> {
  try {
    const { size } = await stat(path);
    if (size === 0) return false;
    const file = await open(path, "r");
    try {
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer[0] !== newline;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

async function write(path: string, bytes: Buffer, writes: () => void): Promise<number> {
  const file = await openForAppend(path);
  try {
    writes();
    return (await file.write(bytes, 0, bytes.length, null)).bytesWritten;
  } finally {
    await file.close();
  }
}

async function openForAppend(path: string): ReturnType<typeof open> {
  try {
    return await open(path, "a", mode);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, "a", mode);
  }
}
