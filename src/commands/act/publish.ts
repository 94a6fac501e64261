import type { Digest } from "../../core/bundle/digest.ts";
import { Failure, sayCause } from "../../core/failure.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { standardRetention } from "../../core/label/retention.ts";
import { ignoreOwnFolder, openPlaces } from "../../places/index.ts";
import type { Place, Publication, Published } from "../../places/place.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";
import { bundlesFor } from "../gather/retained.ts";

/** How a publication is done. */
export interface Publishing {
  /** Seconds for which a place keeps a bundle after it was named for the last time. */
  readonly age: number;
  /** Read every bundle of a place, and write those again whose bytes are not what their names say. */
  readonly thorough: boolean;
}

/** What came of it at one place. */
export interface Publicized {
  readonly place: Place;
  /** `null` where it could not be written. */
  readonly published: Published | null;
  readonly failure: Failure | null;
}

/** What the branch holds and no place can get. */
interface Unpublishable {
  /** `prod of support`, or the digest of a bundle. */
  readonly what: string;
  readonly why: string;
}

export interface Outcome {
  readonly places: readonly Publicized[];
  readonly unpublishable: readonly Unpublishable[];
}

/**
 * Brings every place up to date after a move, and after nothing, so that running a command again mends what
 * a crash left over.
 *
 * @returns the names of the places
 * @throws Failure PUBLISH_FAILED after everything that could be published was
 */
export async function publishReleases(world: World, project: Project, releases: Releases): Promise<readonly string[]> {
  const { places, unpublishable } = await publishEverywhere(world, project, releases, {
    age: standardRetention,
    thorough: false,
  });
  for (const { what, why } of unpublishable) throw new Failure("PUBLISH_FAILED", { place: what, why });
  for (const { place, failure } of places) {
    if (failure === null) continue;
    throw new Failure("PUBLISH_FAILED", { place: place.name, why: failure.message }, { cause: failure });
  }
  return places.map(({ place }) => place.name);
}

/**
 * All pointers of the release branch, the bundles that they name, and those of conversations that may be open
 * still, into every place. One contract or place that is broken keeps no other from being published.
 */
export async function publishEverywhere(
  world: World,
  project: Project,
  releases: Releases,
  publishing: Publishing,
): Promise<Outcome> {
  const { publish } = project.config.release;
  const { publication, unpublishable } = await publicationOf(releases);
  await ignoreOwnFolder(publish, project.root);
  const places: Publicized[] = [];
  for (const place of await openPlaces(publish, project.root)) {
    try {
      const published = await publishTo(world, place, releases, publication, publishing);
      places.push({ place, published, failure: null });
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === "stopped") throw error;
      places.push({ place, published: null, failure: error });
    }
  }
  return { places, unpublishable };
}

async function publishTo(
  world: World,
  place: Place,
  releases: Releases,
  publication: Publication,
  { age, thorough }: Publishing,
): Promise<Published> {
  const { wanted, old } = await bundlesFor(place, releases, world.clock.now(), age);
  const spoiled = thorough ? await place.spoiled(releases.digests()) : [];
  const older = await bundlesOf(releases, [...wanted, ...spoiled]);
  const published = await place.publish({ ...publication, bundles: new Map([...older, ...publication.bundles]) });
  // So that nobody reads the whole history again at the next move to learn that they are old.
  await place.prune(old);
  return published;
}

/** What cannot be read is no reason to keep back the rest: no pointer depends on it. */
async function bundlesOf(releases: Releases, digests: readonly Digest[]): Promise<ReadonlyMap<Digest, Uint8Array>> {
  const read = await Promise.allSettled(digests.map((digest) => releases.bundle(digest)));
  return new Map(read.flatMap((one) => (one.status === "fulfilled" ? [[one.value.digest, one.value.bytes]] : [])));
}

/** A pointer is published with the bundles it serves, or not at all; a halted one serves none. */
async function publicationOf(
  releases: Releases,
): Promise<{ readonly publication: Publication; readonly unpublishable: readonly Unpublishable[] }> {
  const all = [...releases.pointers.values()].flatMap((labels) => [...labels.values()]);
  const wanted = [...new Set(all.flatMap(servedBy))];
  const read = await Promise.allSettled(wanted.map((digest) => releases.bundle(digest)));
  const bundles = new Map<Digest, Uint8Array>();
  const broken = new Map<Digest, unknown>();
  for (const [index, digest] of wanted.entries()) {
    const result = read[index];
    if (result?.status === "fulfilled") bundles.set(digest, result.value.bytes);
    else broken.set(digest, result?.reason);
  }
  const unpublishable: Unpublishable[] = [];
  const pointers = all.filter((pointer) => {
    const missing = servedBy(pointer).find((digest) => broken.has(digest));
    if (missing === undefined) return true;
    unpublishable.push({ what: `${pointer.label} of ${pointer.contract}`, why: sayCause(broken.get(missing)) });
    // It opens no session, so it needs no bundle: who polls is to hear that it is halted.
    return pointer.halted !== null;
  });
  return { publication: { bundles, pointers }, unpublishable };
}

function servedBy({ current, ramp }: Pointer): readonly Digest[] {
  return [current, ...(ramp === null ? [] : [ramp.bundle])];
}
