import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Digest, hexOf } from "../../src/core/bundle/digest.ts";
import { pointerPath } from "../../src/core/label/pointer.ts";
import type { PlaceKind } from "../../src/places/index.ts";
import { folderPlace } from "../../src/places/folder.ts";
import type { Place } from "../../src/places/place.ts";
import { temporaryFolder } from "../helpers/repository.ts";

/** A place of some kind, new and empty, and the way around it: what is there is read and broken from outside. */
export interface Rig {
  readonly place: Place;
  /** The same place once more, as another process opens it. */
  open(): Place;
  /** The bytes that a runtime gets; `null` where there is nothing. */
  read(path: string): Promise<Uint8Array | null>;
  overwrite(path: string, bytes: string | Uint8Array): Promise<void>;
}

/** One for each kind of place in the table: the suite runs over all of them. */
export const kinds: Readonly<Record<PlaceKind, () => Promise<Rig>>> = {
  dir: async () => {
    const folder = join(await temporaryFolder(), "deep", "live");
    const open = () => folderPlace("live", folder);
    return {
      place: open(),
      open,
      read: (path) => readFile(join(folder, path)).catch(() => null),
      overwrite: (path, bytes) => writeFile(join(folder, path), bytes),
    };
  },
};

export const bundlePath = (digest: Digest): string => `bundles/${hexOf(digest)}.json`;
export const prodPath = pointerPath("support", "prod");
