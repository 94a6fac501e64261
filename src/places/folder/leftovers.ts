import { basename, dirname, join } from "node:path";
import { type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { removeUnfinished } from "../../world/unfinished.ts";

/** What killed publishers left lies where they wrote: beside the bundles, and beside the pointers that we wrote too. */
export async function removeLeftovers(folder: string, moved: readonly Pointer[]): Promise<void> {
  const paths = moved.map(({ contract, label }) => pointerPath(contract, label));
  const labels = new Set(paths.map((path) => basename(path)));
  const isOurs = (name: string): boolean => labels.has(name) || /^[0-9a-f]{64}\.json$/.test(name);
  for (const written of new Set(["bundles", ...paths.map((path) => dirname(path))]))
    await removeUnfinished(join(folder, written), isOurs, new Date());
}
