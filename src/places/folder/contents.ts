import { join } from "node:path";
import { bundlePath, type Digest, digestOf, isDigest } from "../../core/bundle/digest.ts";
import { decodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { listFolder, readBytes } from "../../world/files.ts";

export function bundleFile(folder: string, digest: Digest): string {
  return join(folder, bundlePath(digest));
}

export async function bundlesIn(folder: string): Promise<ReadonlySet<Digest>> {
  const names = await listFolder(join(folder, "bundles"));
  return new Set([...names].map((name) => `sha256:${name.replace(/\.json$/, "")}`).filter(isDigest));
}

/** `null` where there is none, or one of other bytes. */
export async function bundleAt(folder: string, digest: Digest): Promise<Uint8Array | null> {
  const there = await readBytes(bundleFile(folder, digest));
  return there !== null && digestOf(there) === digest ? there : null;
}

export async function holdsBundle(folder: string, digest: Digest): Promise<boolean> {
  return (await bundleAt(folder, digest)) !== null;
}

/** `null` where there is none, or one that no runtime would take. */
export async function pointerAt(path: string): Promise<Pointer | null> {
  const bytes = await readBytes(path);
  const read = bytes === null ? null : decodePointer(bytes);
  return read?.kind === "pointer" ? read.pointer : null;
}

export async function pointersIn(folder: string): Promise<readonly Pointer[]> {
  const pointers: Pointer[] = [];
  for (const contract of await listFolder(join(folder, "labels"))) {
    for (const name of await listFolder(join(folder, "labels", contract))) {
      if (!name.endsWith(".json")) continue;
      const pointer = await pointerAt(join(folder, "labels", contract, name));
      if (pointer === null || pointerPath(pointer.contract, pointer.label) !== `labels/${contract}/${name}`) continue;
      pointers.push(pointer);
    }
  }
  return pointers;
}
