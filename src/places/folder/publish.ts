import { stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { isAhead } from "../../core/label/ahead.ts";
import { encodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { isThere, writeBytes } from "../../world/files.ts";
import type { Publication, Published } from "../place.ts";
import { bundleFile, holdsBundle, pointerAt } from "./contents.ts";
import { removeLeftovers } from "./leftovers.ts";
import { welcomeBack } from "./prune.ts";

/** `null` where something has to be written. */
export async function upToDate(folder: string, { bundles, pointers }: Publication): Promise<Published | null> {
  for (const digest of bundles.keys()) if (!(await holdsBundle(folder, digest))) return null;
  const ahead: Pointer[] = [];
  for (const pointer of pointers) {
    const there = await pointerAt(pathOf(folder, pointer));
    if (!isCurrent(there, pointer)) return null;
    if (isAhead(there, pointer)) ahead.push(there);
  }
  return { pointers: [], bundles: [], mended: [], ahead };
}

/** Only while nobody else does it: it reads a serial and then writes. */
export async function publishTo(folder: string, { bundles, pointers }: Publication): Promise<Published> {
  const written: Digest[] = [];
  const mended: Digest[] = [];
  await welcomeBack(folder, bundles);
  for (const [digest, bytes] of bundles) {
    if (await holdsBundle(folder, digest)) continue;
    if (await isThere(bundleFile(folder, digest))) mended.push(digest);
    await writeBundle(folder, digest, bytes);
    written.push(digest);
  }
  const moved: Pointer[] = [];
  const ahead: Pointer[] = [];
  // Each waits for the disk twice; several can wait at once.
  for (let at = 0; at < pointers.length; at += atATime) {
    const states = await Promise.all(pointers.slice(at, at + atATime).map((pointer) => bring(folder, pointer)));
    moved.push(...states.flatMap((state) => state.moved ?? []));
    ahead.push(...states.flatMap((state) => state.ahead ?? []));
  }
  await removeLeftovers(folder, moved);
  return { pointers: moved, bundles: written, mended, ahead };
}

const atATime = 4;

/** A pointer that was written, or one that is there and later than ours; or neither. */
async function bring(
  folder: string,
  pointer: Pointer,
): Promise<{ readonly moved: Pointer | null; readonly ahead: Pointer | null }> {
  const path = pathOf(folder, pointer);
  const there = await pointerAt(path);
  if (isCurrent(there, pointer)) return { moved: null, ahead: isAhead(there, pointer) ? there : null };
  await writePointer(path, pointer);
  return { moved: pointer, ahead: null };
}

/** Two movers may publish at the same time: the later move stays, whoever writes last. */
function isCurrent(there: Pointer | null, { serial }: Pointer): there is Pointer {
  return there !== null && there.serial >= serial;
}

async function writeBundle(folder: string, digest: Digest, bytes: Uint8Array): Promise<void> {
  const path = bundleFile(folder, digest);
  await writeBytes(path, bytes);
  // Read back: a full or failing disk must be noticed before any pointer names this bundle.
  if (await holdsBundle(folder, digest)) return;
  throw new Failure("WRITE_FAILED", { path, why: "what was read back is not what was written" });
}

/**
 * Web servers tell two states of a file apart by its second and its size: that is what nginx makes ETag and
 * Last-Modified of. A rollback in the second of the promotion that it takes back must not look like it.
 */
async function writePointer(path: string, pointer: Pointer): Promise<void> {
  const before = await secondOf(path);
  await writeBytes(path, encodePointer(pointer));
  const now = await secondOf(path);
  if (before !== null && now !== null && now <= before) await utimes(path, before + 1, before + 1);
}

async function secondOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => Math.floor(mtimeMs / 1_000),
    () => null,
  );
}

function pathOf(folder: string, { contract, label }: Pointer): string {
  return join(folder, pointerPath(contract, label));
}
