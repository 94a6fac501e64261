import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { openPlaces } from "../../places/index.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";

/**
 * Brings every place up to date with the release branch: all pointers, and the bundles they name. It is
 * the same after a move and after nothing, so that running a command again mends what a crash left over.
 *
 * @returns the names of the places
 * @throws Failure PUBLISH_FAILED
 */
export async function publishReleases(project: Project, releases: Releases): Promise<readonly string[]> {
  const { publish } = project.config.release;
  const pointers = [...releases.pointers.values()].flatMap((labels) => [...labels.values()]);
  const digests = new Set(
    pointers
      .flatMap(({ current, previous, ramp }) => [current, previous, ramp?.bundle ?? null])
      .filter((digest) => digest !== null),
  );
  const bundles = new Map<Digest, Uint8Array>(
    await Promise.all([...digests].map(async (digest) => [digest, (await releases.bundle(digest)).bytes] as const)),
  );
  for (const place of await openPlaces(publish, project.root)) {
    try {
      await place.publish({ bundles, pointers });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure("PUBLISH_FAILED", { place: place.name, why: error.message }, { cause: error });
    }
  }
  return publish.map(({ dir }) => dir);
}
