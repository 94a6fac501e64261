import { type Ahead, type Compared, comparePlace } from "../../core/label/ahead.ts";
import { type Pointer, pointerPath } from "../../core/label/pointer.ts";
import type { Place } from "../../places/place.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "./project.ts";
import { releasesToPublish } from "./publishable.ts";
import type { Releases } from "./releases.ts";

/** A place beside its branch. */
export interface Beside extends Compared {
  /** As runtimes see them. */
  readonly there: readonly Pointer[];
  /** What is ahead of all that is known here, where the remote was not asked: no reason to worry yet. */
  readonly newer: readonly Ahead[];
}

/**
 * What a place has beyond its branch. Movers write the branch first and the place after it: what looks ahead is
 * compared once more, with the branch as it is after the place was read.
 */
export async function besideBranch(world: World, project: Project, place: Place, releases: Releases): Promise<Beside> {
  const there = await place.pointers();
  const first = compare(releases, there);
  if (first.ahead.length === 0) return { there, newer: [], ...first };
  if (world.offline && releases.remote !== null) return { there, ...first, ahead: [], newer: first.ahead };
  return { there, newer: [], ...compare(await releasesToPublish(world, project), there) };
}

function compare({ pointers, broken }: Releases, there: readonly Pointer[]): Compared {
  const unreadable = new Set(broken.map(({ path }) => path));
  return comparePlace(pointers, there, (contract, label) => unreadable.has(pointerPath(contract, label)));
}
