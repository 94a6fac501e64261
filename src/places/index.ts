import { isAbsolute, join } from "node:path";
import { hideOwnFolder } from "../world/own-folder.ts";
import type { Place } from "./place.ts";

/** Every kind of place by the key that names it under `release.publish`. */
const places = {
  dir: async (dir: string, root: string): Promise<Place> => {
    const { folderPlace } = await import("./folder.ts");
    return folderPlace(dir, isAbsolute(dir) ? dir : join(root, dir));
  },
} as const;

export type PlaceKind = keyof typeof places;

/** @param root the folder of promptctl.yaml, which relative places are relative to */
export async function openPlaces(
  publish: readonly { readonly dir: string }[],
  root: string,
): Promise<readonly Place[]> {
  return Promise.all(publish.map(({ dir }) => places.dir(dir, root)));
}

/** Where we publish into our own folder, it has to be hidden from git first. */
export async function ignoreOwnFolder(publish: readonly { readonly dir: string }[], root: string): Promise<void> {
  if (publish.some(({ dir }) => /^(?:\.\/)?\.promptctl(?:\/|$)/.test(dir))) await hideOwnFolder(root);
}
