import { sayCause } from "../../core/failure.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import type { Records } from "./records.ts";

/** Hands each record to the host; what its function throws or rejects with is counted, and goes no further. */
export function callbackRecords(call: (record: RunRecord) => unknown): Records {
  let [written, lost] = [0, 0];
  let error: string | null = null;
  const waiting = new Set<Promise<void>>();
  const lose = (cause: unknown): void => {
    lost += 1;
    error = sayCause(cause);
  };
  return {
    keep: (record) => {
      try {
        const pending: Promise<void> = Promise.resolve(call(record))
          .then(() => void (written += 1), lose)
          .finally(() => waiting.delete(pending));
        waiting.add(pending);
      } catch (cause) {
        lose(cause);
      }
    },
    state: () => ({ written, lost, waiting: waiting.size, error }),
    flush: async () => void (await Promise.all(waiting)),
  };
}
