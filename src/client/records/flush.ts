import { setTimeout } from "node:timers/promises";
import type { Records } from "./records.ts";

/** Milliseconds: a disk that hangs must not keep a process from ending. */
const patience = 5_000;

export async function flushRecords(records: Records): Promise<void> {
  const over = new AbortController();
  const waited = setTimeout(patience, undefined, { ref: false, signal: over.signal });
  await Promise.race([records.flush(), waited]);
  over.abort();
}
