import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Failure, sayCause } from "../core/failure.ts";

/** A file that grows line by line. */
export interface LineFile {
  readonly path: string;
  /** In the next turn of the loop, at the latest, the line is the system's, whatever happens to this process. */
  add(line: string): void;
  close(): void;
}

/**
 * Begins a file; `null` where there is one already and it must not be replaced.
 *
 * @throws Failure WRITE_FAILED
 */
export async function beginLines(path: string, existing: "replace" | "keep"): Promise<LineFile | null> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = openSync(path, existing === "replace" ? "w" : "wx");
    // Tasks that are replayed side by side are done in one turn: a call of the system for each is a tenth of them.
    let pending = "";
    let lost: unknown = null;
    const flush = (): void => {
      const text = pending;
      pending = "";
      writeAll(file, text);
    };
    const flushLater = (): void => {
      try {
        flush();
      } catch (error) {
        lost ??= error;
      }
    };
    return {
      path,
      add: (line) =>
        inFile(path, () => {
          if (lost !== null) throw lost;
          if (pending === "") setImmediate(flushLater);
          pending += `${line}\n`;
        }),
      close: () =>
        inFile(path, () => {
          try {
            if (lost !== null) throw lost;
            flush();
            fsyncSync(file);
          } finally {
            closeSync(file);
          }
        }),
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return null;
    throw new Failure("WRITE_FAILED", { path, why: sayCause(error) }, { cause: error });
  }
}

function inFile(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Failure("WRITE_FAILED", { path, why: sayCause(error) }, { cause: error });
  }
}

/** A disk that is nearly full, or a pipe, takes less than it is given. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/**
 * The lines of a file, one after the other.
 *
 * @throws Failure READ_FAILED
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  } catch (error) {
    throw new Failure("READ_FAILED", { path, why: sayCause(error) }, { cause: error });
  }
}
