import { join } from "node:path";
import type { Digest } from "../core/bundle/digest.ts";
import { Failure, sayCause } from "../core/failure.ts";
import { pointerPath } from "../core/label/pointer.ts";
import { bundleAt, bundlesIn, holdsBundle, pointerAt, pointersIn } from "./folder/contents.ts";
import { prunedIn, pruneFrom } from "./folder/prune.ts";
import { publishTo, upToDate } from "./folder/publish.ts";
import { withLock } from "./lock.ts";
import type { Place } from "./place.ts";

/** A folder: `bundles/<hex>.json` and `labels/<contract>/<label>.json`, as any web server can serve them. */
export function folderPlace(name: string, folder: string): Place {
  const alone = <Result>(act: () => Promise<Result>): Promise<Result> => withLock(join(folder, ".lock"), act);
  return {
    name,
    bundles: () => bundlesIn(folder),
    pruned: () => prunedIn(folder),
    spoiled: (digests) => spoiledIn(folder, digests),
    bundle: (digest) => bundleAt(folder, digest),
    pointers: () => pointersIn(folder),
    serial: async (contract, label) => (await pointerAt(join(folder, pointerPath(contract, label))))?.serial ?? null,
    publish: (publication) =>
      sayFolder(folder, async () => {
        // A place that is up to date need not be writable.
        return (await upToDate(folder, publication)) ?? alone(() => publishTo(folder, publication));
      }),
    prune: async (digests) =>
      digests.length === 0 ? [] : sayFolder(folder, () => alone(() => pruneFrom(folder, digests))),
  };
}

async function spoiledIn(folder: string, digests: readonly Digest[]): Promise<readonly Digest[]> {
  const there = await bundlesIn(folder);
  const spoiled: Digest[] = [];
  for (const digest of digests) {
    if (there.has(digest) && !(await holdsBundle(folder, digest))) spoiled.push(digest);
  }
  return spoiled;
}

async function sayFolder<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure("WRITE_FAILED", { path: folder, why: sayCause(error) }, { cause: error });
  }
}
