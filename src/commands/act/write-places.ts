import { Failure } from "../../core/failure.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { standardRetention } from "../../core/label/retention.ts";
import { openPlaces } from "../../places/index.ts";
import type { Place, Published } from "../../places/place.ts";
import type { PlaceState, Pruning } from "../../report/published.ts";
import type { World } from "../../world/world.ts";
import { type Beside, besideBranch } from "../gather/compared.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";
import { keptIn } from "../gather/retained.ts";
import { publishEverywhere } from "./publish.ts";

/** What is done with every place. */
export interface Wish {
  /** Seconds after which bundles are taken away that nobody names any more; `null` takes none away. */
  readonly age: number | null;
  /** Only look. */
  readonly dryRun: boolean;
  /** Read every bundle that is there. */
  readonly thorough: boolean;
}

export interface WrittenPlaces {
  readonly places: readonly PlaceState[];
  /** What the branch holds and no place can get, in sentences. */
  readonly unpublishable: readonly string[];
}

/** Publishes to every place, takes away from it what is old where that was asked for, and says how it stands. */
export async function writePlaces(
  world: World,
  project: Project,
  releases: Releases,
  { age, dryRun, thorough }: Wish,
): Promise<WrittenPlaces> {
  const publishing = { age: age ?? standardRetention, thorough };
  const { places, unpublishable } = dryRun
    ? { places: await untouched(project), unpublishable: [] }
    : await publishEverywhere(world, project, releases, publishing);
  const states: PlaceState[] = [];
  for (const { place, published, failure } of places) {
    if (published === null) states.push(failed(place, failure));
    else {
      const rest = async (): Promise<PlaceState> => {
        const pruning = age === null ? null : await prune(world, place, releases, age, dryRun);
        return stateOf(place, published, await besideBranch(world, project, place, releases), pruning);
      };
      states.push(await rest().catch((error: unknown) => failed(place, error)));
    }
  }
  const lacking = places.flatMap((place) => place.lacking);
  return {
    places: states,
    unpublishable: [
      ...new Set([...unpublishable, ...lacking].map(({ what, why }) => `${what} cannot be published: ${why}`)),
      ...releases.broken.map(({ path, why }) => `${path} cannot be trusted, and is not published: ${why}`),
    ],
  };
}

async function untouched({ config, root }: Project) {
  const places = await openPlaces(config.release.publish, root);
  return places.map((place) => ({ place, published: nothing, failure: null, lacking: [] }));
}

const nothing: Published = { pointers: [], bundles: [], mended: [], ahead: [] };

async function prune(world: World, place: Place, releases: Releases, age: number, dryRun: boolean): Promise<Pruning> {
  const kept = await keptIn(place, releases, world.clock.now(), age);
  const old = kept.filter(({ retention }) => retention === "old").map(({ digest }) => digest);
  const gone = new Set(dryRun ? old : await place.prune(old));
  return {
    age,
    dryRun,
    gone: kept
      .filter(({ digest }) => gone.has(digest))
      .map(({ digest, until }) => ({ bundle: digest, lastNamed: until?.toISOString() ?? null })),
    left: kept.length - gone.size,
    unknown: kept.filter(({ retention }) => retention === "unknown").length,
  };
}

function stateOf(
  { name }: Place,
  { pointers, bundles, mended }: Published,
  { there, ahead, newer, foreign }: Beside,
  pruning: Pruning | null,
): PlaceState {
  const [highest] = there
    .filter(({ contract }) => !foreign.includes(contract))
    .toSorted((left, right) => right.serial - left.serial);
  return {
    name,
    pointers: pointers.map(serialOf),
    highest: highest === undefined ? null : serialOf(highest),
    bundles: bundles.length,
    mended,
    ahead,
    newer,
    foreign,
    failure: null,
    pruning,
  };
}

function serialOf({ contract, label, serial }: Pointer) {
  return { contract, label, serial };
}

function failed({ name }: Place, error: unknown): PlaceState {
  if (!(error instanceof Failure) || error.kind === "stopped") throw error;
  const unseen = {
    pointers: [],
    highest: null,
    bundles: 0,
    mended: [],
    ahead: [],
    newer: [],
    foreign: [],
    pruning: null,
  };
  return { name, ...unseen, failure: error.message };
}
