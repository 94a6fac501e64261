import { type Inventory, readable, servedEver } from "../../core/audit/inventory.ts";
import { bundlePath, type Digest, digestOf } from "../../core/bundle/digest.ts";
import { bundlesNamedBy } from "../../core/label/retention.ts";
import type { Place } from "../../places/place.ts";
import { readBlob } from "../../world/git/objects.ts";
import type { Releases } from "./releases.ts";

type Known = Pick<Inventory, "bundles" | "pointers" | "log" | "places">;

/** Bundles that the branch does not hold, or not as they were: from a commit that did, or from a place. */
export async function recoverBundles(
  releases: Releases,
  known: Known,
  places: readonly Place[],
): Promise<ReadonlyMap<Digest, Uint8Array>> {
  const found = await Promise.all(
    [...lostBundles(known)].map(async (digest) => {
      const bytes = (await fromHistory(releases, known, digest)) ?? (await fromPlaces(places, digest));
      return bytes === null ? [] : [[digest, bytes] as const];
    }),
  );
  return new Map(found.flat());
}

/** Of what labels served, and what their pointers lead back to, here and in places; and what is there with other bytes. */
function lostBundles(known: Known): ReadonlySet<Digest> {
  const pointers = [...readable(known).values(), ...known.places.flatMap((place) => place.pointers)];
  const wanted = [...servedEver(known), ...pointers.flatMap(bundlesNamedBy), ...known.bundles.keys()];
  return new Set(wanted.filter((digest) => known.bundles.get(digest)?.kind !== "bundle"));
}

async function fromHistory({ repository }: Releases, { log }: Known, digest: Digest): Promise<Uint8Array | null> {
  const holders = log.filter(({ after }) => after.current === digest || after.ramp?.bundle === digest);
  for (const { commit } of holders) {
    const bytes = await readBlob(repository, `${commit}:${bundlePath(digest)}`);
    if (bytes !== null && digestOf(bytes) === digest) return bytes;
  }
  return null;
}

async function fromPlaces(places: readonly Place[], digest: Digest): Promise<Uint8Array | null> {
  for (const place of places) {
    const bytes = await place.bundle(digest);
    if (bytes !== null) return bytes;
  }
  return null;
}
