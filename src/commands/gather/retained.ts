import type { Digest } from "../../core/bundle/digest.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import {
  bundlesNamedBy,
  type References,
  referencesIn,
  type Retention,
  retentionOf,
} from "../../core/label/retention.ts";
import type { Place } from "../../places/place.ts";
import { pointersIn, type Releases } from "./releases.ts";

/** What a place lacks, and should get; and what it lacks and is too old to be wanted there. */
export interface Lacking {
  readonly wanted: readonly Digest[];
  readonly old: readonly Digest[];
}

/**
 * Open conversations keep bundles that no pointer names any more: a place has those that were named within the
 * time. What was pruned stays away until a pointer names it again.
 */
export async function bundlesFor(place: Place, releases: Releases, now: Date, seconds: number): Promise<Lacking> {
  const [there, pruned] = [await place.bundles(), await place.pruned()];
  const named = new Set(pointersIn(releases).flatMap(bundlesNamedBy));
  const lacking = releases.digests().filter((digest) => !there.has(digest));
  const wanted = lacking.filter((digest) => named.has(digest));
  const others = lacking.filter((digest) => !named.has(digest) && !pruned.has(digest));
  // A place that is up to date costs no look into the history.
  if (others.length === 0) return { wanted, old: [] };
  const references = await referencesFor(releases, []);
  const isOld = (digest: Digest): boolean => retentionOf(digest, references, now, seconds) === "old";
  return { wanted: [...wanted, ...others.filter((digest) => !isOld(digest))], old: others.filter(isOld) };
}

/** A bundle of a place: why it stays there, or that it may go. */
export interface Kept {
  readonly digest: Digest;
  readonly retention: Retention;
  /** When it was named for the last time; `null` where it still is, and where nobody knows. */
  readonly until: Date | null;
}

export async function keptIn(place: Place, releases: Releases, now: Date, seconds: number): Promise<readonly Kept[]> {
  const references = await referencesFor(releases, await place.pointers());
  return [...(await place.bundles())].toSorted().map((digest) => {
    const retention = retentionOf(digest, references, now, seconds);
    const until = references.until.get(digest);
    return { digest, retention, until: until === undefined || retention === "named" ? null : new Date(until) };
  });
}

/** @param others pointers that runtimes see, whatever the branch says */
async function referencesFor(releases: Releases, others: readonly Pointer[]): Promise<References> {
  return referencesIn(await releases.log(), [...pointersIn(releases), ...others]);
}
