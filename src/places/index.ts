import { isAbsolute, join } from "node:path";
import { readBytes, writeBytes } from "../world/files.ts";
import type { Place } from "./place.ts";

/** Every kind of place by the key that names it under `release.publish`. */
const places = {
  dir: async (dir: string, root: string): Promise<Place> => {
    const { folderPlace } = await import("./folder.ts");
    return folderPlace(dir, isAbsolute(dir) ? dir : join(root, dir));
  },
} as const;

/** @param root the folder of promptctl.yaml, which relative places are relative to */
export async function openPlaces(
  publish: readonly { readonly dir: string }[],
  root: string,
): Promise<readonly Place[]> {
  return Promise.all(publish.map(({ dir }) => places.dir(dir, root)));
}

/** `.promptctl/` is ours, and ignores itself: nobody has to edit a `.gitignore` for it. */
export async function ignoreOwnFolder(publish: readonly { readonly dir: string }[], root: string): Promise<void> {
  if (!publish.some(({ dir }) => /^(?:\.\/)?\.promptctl(?:\/|$)/.test(dir))) return;
  const path = join(root, ".promptctl", ".gitignore");
  if ((await readBytes(path)) === null) await writeBytes(path, new TextEncoder().encode("*\n"));
}
