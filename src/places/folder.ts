import { join } from "node:path";
import { type Digest, digestOf, hexOf } from "../core/bundle/digest.ts";
import { Failure, sayCause } from "../core/failure.ts";
import { decodePointer, encodePointer, type Pointer, pointerPath } from "../core/label/pointer.ts";
import { listFolder, readBytes, writeBytes } from "../world/files.ts";
import { withLock } from "./lock.ts";
import type { Place, Publication } from "./place.ts";

/** A folder: `bundles/<hex>.json` and `labels/<contract>/<label>.json`, as any web server can serve them. */
export function folderPlace(name: string, folder: string): Place {
  return {
    name,
    missing: async (digests) => {
      const there = await listFolder(join(folder, "bundles"));
      return digests.filter((digest) => !there.has(`${hexOf(digest)}.json`));
    },
    serial: async (contract, label) => {
      const bytes = await readBytes(join(folder, pointerPath(contract, label)));
      const read = bytes === null ? null : decodePointer(bytes);
      return read?.kind === "pointer" ? read.pointer.serial : null;
    },
    publish: async (publication) => {
      try {
        // A place that is up to date need not be writable.
        if (await isUpToDate(folder, publication)) return 0;
        return await withLock(join(folder, ".lock"), () => publishTo(folder, publication));
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure("WRITE_FAILED", { path: folder, why: sayCause(error) }, { cause: error });
      }
    },
  };
}

async function publishTo(folder: string, { bundles, pointers }: Publication): Promise<number> {
  let written = 0;
  for (const [digest, bytes] of bundles) written += await publishBundle(folder, digest, bytes);
  for (const pointer of pointers) {
    const path = join(folder, pointerPath(pointer.contract, pointer.label));
    if (isCurrent(await readBytes(path), pointer)) continue;
    await writeBytes(path, encodePointer(pointer));
    written += 1;
  }
  return written;
}

async function isUpToDate(folder: string, { bundles, pointers }: Publication): Promise<boolean> {
  for (const digest of bundles.keys()) if (!(await holdsBundle(folder, digest))) return false;
  for (const pointer of pointers) {
    const there = await readBytes(join(folder, pointerPath(pointer.contract, pointer.label)));
    if (!isCurrent(there, pointer)) return false;
  }
  return true;
}

/** @returns how many files were written: none where it is there already */
async function publishBundle(folder: string, digest: Digest, bytes: Uint8Array): Promise<number> {
  if (await holdsBundle(folder, digest)) return 0;
  const path = bundlePath(folder, digest);
  await writeBytes(path, bytes);
  // Read back: a full or failing disk must be noticed before any pointer names this bundle.
  if (await holdsBundle(folder, digest)) return 1;
  throw new Failure("WRITE_FAILED", { path, why: "what was read back is not what was written" });
}

async function holdsBundle(folder: string, digest: Digest): Promise<boolean> {
  const there = await readBytes(bundlePath(folder, digest));
  return there !== null && digestOf(there) === digest;
}

function bundlePath(folder: string, digest: Digest): string {
  return join(folder, "bundles", `${hexOf(digest)}.json`);
}

/** Two movers may publish at the same time: the later move stays, whoever writes last. */
function isCurrent(there: Uint8Array | null, pointer: Pointer): boolean {
  if (there === null) return false;
  const read = decodePointer(there);
  return read.kind === "pointer" && read.pointer.serial >= pointer.serial;
}
