import { randomBytes } from "node:crypto";
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Digest, hexOf } from "../core/bundle/digest.ts";
import { openBundle } from "../core/bundle/open.ts";
import type { Bundle } from "../core/bundle/bundle.ts";
import { pointerPath } from "../core/label/pointer.ts";
import { acceptPointer, type Snapshot } from "./accept.ts";
import { sourceLimits } from "./source.ts";
import { readCapped } from "./sources/file.ts";

/** The last known good on disk: what a restart begins with when the source is down. */
export interface Cache {
  /** Verified again on load: a disk is not trusted more than a network. `null` where there is nothing good. */
  load(contract: string, label: string): Promise<Snapshot | null>;
  bundle(digest: Digest): Promise<Bundle | null>;
  /** Bundles first, the pointer last. */
  store(snapshot: Snapshot): Promise<void>;
}

export function diskCache(folder: string): Cache {
  const bundle = async (digest: Digest): Promise<Bundle | null> => {
    const bytes = await readCapped(bundlePath(folder, digest), sourceLimits.bundle);
    return bytes === null ? null : openBundle(bytes, digest);
  };
  return {
    bundle: (digest) => bundle(digest).catch(() => null),
    load: async (contract, label) => {
      const bytes = await readCapped(join(folder, pointerPath(contract, label)), sourceLimits.pointer).catch(
        () => null,
      );
      const accepted = acceptPointer(null, bytes, contract, label);
      if (accepted.kind !== "news") return null;
      const bundles = new Map<Digest, Bundle>();
      for (const digest of accepted.needs) {
        const found = await bundle(digest).catch(() => null);
        if (found === null) return null;
        bundles.set(digest, found);
      }
      return { pointer: accepted.pointer, pointerBytes: accepted.bytes, bundles };
    },
    store: async ({ pointer, pointerBytes, bundles }) => {
      for (const [digest, { bytes }] of bundles) {
        if ((await bundle(digest).catch(() => null)) === null) await replaceFile(bundlePath(folder, digest), bytes);
      }
      await replaceFile(join(folder, pointerPath(pointer.contract, pointer.label)), pointerBytes);
    },
  };
}

function bundlePath(folder: string, digest: Digest): string {
  return join(folder, "bundles", `${hexOf(digest)}.json`);
}

/** Several processes may share a cache: each writes a file of its own and renames it. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const file = await open(temporary, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
