import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bundle } from "../core/bundle/bundle.ts";
import { bundlePath, type Digest } from "../core/bundle/digest.ts";
import { pointerPath } from "../core/label/pointer.ts";
import { acceptPointer, type Snapshot } from "./accept.ts";
import { openBundleOf } from "./bundle.ts";
import { sourceLimits } from "./source.ts";
import { readCapped } from "./sources/file.ts";

/** The last known good on disk: what a restart begins with when the source is down. */
export interface Cache {
  /**
   * Verified again: a disk is not trusted more than a network. Where bundles are missing or broken the
   * pointer is there all the same, as the serial below which nothing is accepted.
   */
  load(): Promise<Snapshot | null>;
  bundle(digest: Digest): Promise<Bundle | null>;
  /** A bundle that only pinned sessions still need. */
  keep(bundle: Bundle): Promise<void>;
  /** Bundles first, the pointer last; a pointer in a shared cache never goes back. */
  store(snapshot: Snapshot): Promise<void>;
}

export function diskCache(folder: string, contract: string, label: string): Cache {
  const pointerFile = join(folder, pointerPath(contract, label));
  const bundleFile = (digest: Digest): string => join(folder, bundlePath(digest));

  const bundle = async (digest: Digest): Promise<Bundle | null> => {
    try {
      const bytes = await readCapped(bundleFile(digest), sourceLimits.bundle);
      return bytes === null ? null : openBundleOf(contract, bytes, digest);
    } catch {
      // Unreadable is as good as absent: the source has it too.
      return null;
    }
  };
  const pointer = async (): Promise<ReturnType<typeof acceptPointer>> => {
    const bytes = await readCapped(pointerFile, sourceLimits.pointer).catch(() => null);
    return acceptPointer(null, bytes, contract, label);
  };
  const keep = async ({ digest, bytes }: Bundle): Promise<void> => {
    if ((await bundle(digest)) === null) await replaceFile(bundleFile(digest), bytes);
  };
  return {
    bundle,
    keep,
    load: async () => {
      const accepted = await pointer();
      if (accepted.kind !== "news") return null;
      const found = await Promise.all(accepted.needs.map(bundle));
      const bundles = new Map(found.flatMap((one) => (one === null ? [] : [[one.digest, one]])));
      return { pointer: accepted.pointer, pointerBytes: accepted.bytes, bundles };
    },
    store: async (snapshot) => {
      for (const one of snapshot.bundles.values()) await keep(one);
      const there = await pointer();
      if (there.kind === "news" && there.pointer.serial >= snapshot.pointer.serial) return;
      await replaceFile(pointerFile, snapshot.pointerBytes);
    },
  };
}

/** Several processes may share a cache: each writes a file of its own and renames it. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
