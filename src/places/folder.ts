import { join } from "node:path";
import { hexOf, isDigest, digestOf } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { decodePointer, encodePointer, type Pointer, pointerPath } from "../core/label/pointer.ts";
import { readBytes, writeBytes } from "../world/files.ts";
import type { Place } from "./place.ts";

/** A folder: `bundles/<hex>.json` and `labels/<contract>/<label>.json`, as any web server can serve them. */
export function folderPlace(name: string, folder: string): Place {
  return {
    name,
    publish: async ({ bundles, pointers }) => {
      let written = 0;
      for (const [digest, bytes] of bundles) {
        const path = join(folder, "bundles", `${hexOf(digest)}.json`);
        const there = await readBytes(path);
        if (there !== null && digestOf(there) === digest) continue;
        await writeBytes(path, bytes);
        // Read back: a full or failing disk must be noticed before any pointer names this bundle.
        const stored = await readBytes(path);
        if (stored === null || !isDigest(digest) || digestOf(stored) !== digest) {
          throw new Failure("WRITE_FAILED", { path, why: "what was read back is not what was written" });
        }
        written += 1;
      }
      for (const pointer of pointers) {
        const path = join(folder, pointerPath(pointer.contract, pointer.label));
        if (isOlder(pointer, await readBytes(path))) continue;
        await writeBytes(path, encodePointer(pointer));
        written += 1;
      }
      return written;
    },
  };
}

/** Two movers may publish at the same time: the later move wins, whoever writes last. */
function isOlder(pointer: Pointer, there: Uint8Array | null): boolean {
  if (there === null) return false;
  const read = decodePointer(there);
  return read.kind === "pointer" && read.pointer.serial >= pointer.serial;
}
