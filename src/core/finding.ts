import type { Path, Place } from "./place.ts";

export type Level = "error" | "warning" | "note";

/** An opinion of `check` about one file. There may be many: they are part of an answer. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly hint: string | null;
  readonly contract: string | null;
  readonly path: Path;
  readonly place: Place | null;
  readonly frame: string | null;
  /** 16 hex digits by which a waiver names it; `null` where it cannot be waived. */
  readonly fingerprint: string | null;
}
