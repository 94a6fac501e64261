import { bundlePath, type Digest, digestOf } from "../../core/bundle/digest.ts";
import type { LogEntry } from "../../core/label/history.ts";
import type { Place } from "../../places/place.ts";
import { readBlob } from "../../world/git/objects.ts";
import type { Releases } from "./releases.ts";

/** The bytes of a bundle that the branch does not hold any more: from a commit that did, or from a place. */
export async function recoverBundle(
  { repository }: Releases,
  log: readonly LogEntry[],
  places: readonly Place[],
  digest: Digest,
): Promise<Uint8Array | null> {
  const holders = log.filter(({ after }) => after.current === digest || after.ramp?.bundle === digest);
  for (const { commit } of holders) {
    const bytes = await readBlob(repository, `${commit}:${bundlePath(digest)}`);
    if (bytes !== null && digestOf(bytes) === digest) return bytes;
  }
  for (const place of places) {
    const bytes = await place.bundle(digest);
    if (bytes !== null) return bytes;
  }
  return null;
}
