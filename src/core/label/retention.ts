import type { Digest } from "../bundle/digest.ts";
import type { LogEntry } from "./history.ts";
import { bundlesServedBy, type Pointer } from "./pointer.ts";

/** Seconds that a place keeps a bundle after the last pointer that named it: 400 days. */
export const standardRetention = 400 * 86_400;

/** Who names which bundle, and until when it was named. */
export interface References {
  /** By the newest pointer of some label: such a bundle is kept for ever. */
  readonly named: ReadonlySet<Digest>;
  /** Milliseconds since 1970: when the last pointer that named it gave way to another. */
  readonly until: ReadonlyMap<Digest, number>;
}

/** Why a bundle stays, or that it may go. Of what nobody knows the age of, nobody can say that it is old. */
export type Retention = "named" | "recent" | "unknown" | "old";

/** Every bundle that a pointer names: who rolls back, and who is moved to a newer one, needs the others too. */
export function bundlesNamedBy(pointer: Pointer): readonly Digest[] {
  const { previous, upgradableFrom } = pointer;
  return [...bundlesServedBy(pointer), ...(previous === null ? [] : [previous]), ...upgradableFrom];
}

/**
 * What the pointers of a branch name now and named once.
 *
 * @param entries newest first. The newest of a label counts as now, also where somebody deleted its pointer:
 *   runtimes keep what they saw.
 * @param pointers what names bundles beside the history: the pointers of the branch and those of a place
 */
export function referencesIn(entries: readonly LogEntry[], pointers: readonly Pointer[]): References {
  const named = new Set(pointers.flatMap(bundlesNamedBy));
  const until = new Map<Digest, number>();
  /** When the pointer that came after was written, by label. */
  const next = new Map<string, number>();
  for (const { at, after } of entries) {
    const label = `${after.contract}/${after.label}`;
    const written = Date.parse(at);
    const ended = next.get(label);
    for (const digest of bundlesNamedBy(after)) {
      if (ended === undefined) named.add(digest);
      else until.set(digest, Math.max(until.get(digest) ?? 0, written, ended));
    }
    next.set(label, written);
  }
  return { named, until };
}

/** @param seconds how long a bundle is kept after it was named for the last time */
export function retentionOf(digest: Digest, { named, until }: References, now: Date, seconds: number): Retention {
  if (named.has(digest)) return "named";
  const last = until.get(digest);
  if (last === undefined) return "unknown";
  return now.getTime() - last > seconds * 1_000 ? "old" : "recent";
}
