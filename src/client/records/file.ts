import { resolve } from "node:path";
import { sayCause } from "../../core/failure.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import { type Appending, appendLines, appendLinesNow } from "./append.ts";
import { whenProcessEnds } from "./process-end.ts";
import type { Records } from "./records.ts";

export interface FileRecords {
  /** `runs.jsonl`; what is full becomes `runs.1.jsonl`, `runs.2.jsonl` …: the higher, the newer. */
  readonly file: string;
  /** Bytes after which the file is full; default 64 MiB. */
  readonly max_bytes?: number;
  /** How many full files are kept; default 10. */
  readonly keep?: number;
}

/** Lines that wait while the disk is slow: more than this is not kept in memory. */
const mostWaiting = 10_000;

/**
 * Appends each record as one line, behind the back of the host: one write at a time, with everything that came in
 * meanwhile. Several processes may share the file. What waits when a process ends by an exception is written then.
 */
export function fileRecords({ file, max_bytes = 64 * 1024 * 1024, keep = 10 }: FileRecords): Records {
  const appending: Appending = { path: resolve(file), maxBytes: max_bytes, keep, torn: null };
  let [written, lost] = [0, 0];
  let error: string | null = null;
  let lines: string[] = [];
  let writing: Promise<void> | null = null;
  let batch: { readonly lines: readonly string[]; sent: boolean } = { lines: [], sent: false };
  const lose = (number: number, cause: unknown): void => {
    lost += number;
    error = sayCause(cause);
  };

  async function write(): Promise<void> {
    const cancel = whenProcessEnds(() => appendLinesNow(appending, [...(batch.sent ? [] : batch.lines), ...lines]));
    while (lines.length > 0) {
      const next = { lines, sent: false };
      batch = next;
      lines = [];
      try {
        const there = await appendLines(appending, next.lines, () => (next.sent = true));
        written += there;
        if (there < next.lines.length) lose(next.lines.length - there, "the disk is full");
      } catch (cause) {
        lose(next.lines.length, cause);
      }
      batch = { lines: [], sent: false };
    }
    writing = null;
    cancel();
  }

  return {
    keep: (record: RunRecord) => {
      try {
        if (lines.length >= mostWaiting) throw new Error(`${mostWaiting} records wait for ${file} already`);
        lines.push(`${JSON.stringify(record)}\n`);
        writing ??= write();
      } catch (cause) {
        lose(1, cause);
      }
    },
    state: () => ({ written, lost, waiting: lines.length + batch.lines.length, error }),
    // What comes in while it writes is written by the same loop.
    flush: async () => void (await writing),
  };
}
