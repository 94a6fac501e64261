import type { Digest } from "../../core/bundle/digest.ts";
import { Failure, sayCause } from "../../core/failure.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { ignoreOwnFolder, openPlaces } from "../../places/index.ts";
import type { Publication } from "../../places/place.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";

/**
 * Brings every place up to date with the release branch: all pointers, and the bundles they name. It is
 * the same after a move and after nothing, so that running a command again mends what a crash left over.
 * One contract or place that is broken keeps no other from being published.
 *
 * @returns the names of the places
 * @throws Failure PUBLISH_FAILED after everything that could be published was
 */
export async function publishReleases(project: Project, releases: Releases): Promise<readonly string[]> {
  const { publish } = project.config.release;
  const failures: Failure[] = [];
  const publication = await publicationOf(releases, failures);
  await ignoreOwnFolder(publish, project.root);
  for (const place of await openPlaces(publish, project.root)) {
    try {
      const older = await olderBundles(releases, await place.missing(releases.digests()));
      await place.publish({ ...publication, bundles: new Map([...older, ...publication.bundles]) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(new Failure("PUBLISH_FAILED", { place: place.name, why: error.message }, { cause: error }));
    }
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return publish.map(({ dir }) => dir);
}

/** Open conversations keep bundles that no pointer names any more: a place has all of them. */
async function olderBundles(releases: Releases, digests: readonly Digest[]): Promise<ReadonlyMap<Digest, Uint8Array>> {
  const read = await Promise.allSettled(digests.map((digest) => releases.bundle(digest)));
  return new Map(read.flatMap((one) => (one.status === "fulfilled" ? [[one.value.digest, one.value.bytes]] : [])));
}

/** A pointer is published with the bundles it serves, or not at all; a halted one serves none. */
async function publicationOf(releases: Releases, failures: Failure[]): Promise<Publication> {
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
  const pointers = all.filter((pointer) => {
    const missing = servedBy(pointer).find((digest) => broken.has(digest));
    if (missing === undefined) return true;
    const place = `${pointer.label} of ${pointer.contract}`;
    failures.push(new Failure("PUBLISH_FAILED", { place, why: sayCause(broken.get(missing)) }));
    // It opens no session, so it needs no bundle: who polls is to hear that it is halted.
    return pointer.halted !== null;
  });
  return { bundles, pointers };
}

function servedBy({ current, ramp }: Pointer): readonly Digest[] {
  return [current, ...(ramp === null ? [] : [ramp.bundle])];
}
