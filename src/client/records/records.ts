import type { RunRecord } from "../../core/run/records/schema.ts";

/** Where run records go. Nothing here waits for anything, and nothing throws into the host. */
export interface Records {
  keep(record: RunRecord): void;
  state(): RecordsState;
  /** Resolves when everything that was given so far is written, or lost. */
  flush(): Promise<void>;
}

export interface RecordsState {
  readonly written: number;
  /** A full disk is no reason to end a conversation, and no secret either. */
  readonly lost: number;
  /** Waiting for the disk. */
  readonly waiting: number;
  /** Why the newest one was lost. */
  readonly error: string | null;
}

/** For hosts that want no records: they are what `record()` returns. */
export const noRecords: Records = {
  keep: () => undefined,
  state: () => ({ written: 0, lost: 0, waiting: 0, error: null }),
  flush: async () => undefined,
};
