import { Failure } from "../../core/failure.ts";
import { standardRetention } from "../../core/label/retention.ts";
import { ignoreOwnFolder, openPlaces } from "../../places/index.ts";
import type { Place, Published } from "../../places/place.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";
import { readBundles, type Released, releasedBy, type Unpublishable } from "../gather/released.ts";
import { besideBranch } from "../gather/compared.ts";
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
  /** Bundles that it lacks, that no new session needs, and that cannot be read. */
  readonly lacking: readonly Unpublishable[];
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
 * @throws Failure PUBLISH_FAILED, PLACE_AHEAD after everything that could be published was
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
  for (const { place, published } of places) {
    if (published !== null && published.ahead.length > 0) await requireBranch(world, project, place, releases);
  }
  return places.map(({ place }) => place.name);
}

/** Nobody may believe that runtimes see what they refuse. @throws Failure PLACE_AHEAD */
async function requireBranch(world: World, project: Project, place: Place, releases: Releases): Promise<void> {
  const [first] = (await besideBranch(world, project, place, releases)).ahead;
  if (first === undefined) return;
  const { contract, label, there, here } = first;
  const at = here === null ? "nothing is" : `at ${here}`;
  throw new Failure("PLACE_AHEAD", { place: place.name, branch: releases.branch, contract, label, there, here: at });
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
  const release = await releasedBy(releases);
  await ignoreOwnFolder(publish, project.root);
  const places: Publicized[] = [];
  for (const place of await openPlaces(publish, project.root)) {
    try {
      places.push({ ...(await publishTo(world, place, releases, release, publishing)), place, failure: null });
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === "stopped") throw error;
      places.push({ place, published: null, failure: error, lacking: [] });
    }
  }
  return { places, unpublishable: release.unpublishable };
}

async function publishTo(
  world: World,
  place: Place,
  releases: Releases,
  release: Released,
  { age, thorough }: Publishing,
): Promise<{ readonly published: Published; readonly lacking: readonly Unpublishable[] }> {
  const { wanted, old } = await bundlesFor(place, releases, world.clock.now(), age);
  const spoiled = thorough ? await place.spoiled(releases.digests()) : [];
  const older = [...new Set([...wanted, ...spoiled])].filter((digest) => !release.served.has(digest));
  const { bundles, broken } = await readBundles(releases, older);
  const published = await place.publish({
    pointers: release.pointers,
    bundles: new Map([...bundles, ...release.bundles]),
  });
  // So that nobody reads the whole history again at the next move to learn that they are old.
  await place.prune(old);
  return { published, lacking: [...broken].map(([what, why]) => ({ what, why })) };
}
