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
  for (const group of groupsOf(pointers, readsAtOnce)) {
    const states = await statesOf(folder, group);
    if (states.some(isDue)) return null;
    ahead.push(...states.flatMap(laterThere));
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
  const states: State[] = [];
  for (const group of groupsOf(pointers, readsAtOnce)) states.push(...(await statesOf(folder, group)));
  const moved = states.filter(isDue).map(({ pointer }) => pointer);
  // Each waits for the disk twice; several can wait at once.
  for (const group of groupsOf(moved, writesAtOnce))
    await Promise.all(group.map((pointer) => writePointer(pathOf(folder, pointer), pointer)));
  await removeLeftovers(folder, moved);
  return { pointers: moved, bundles: written, mended, ahead: states.flatMap(laterThere) };
}

/** Files that are open at once. */
const [readsAtOnce, writesAtOnce] = [64, 4];

function groupsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** A pointer, and what is there in its place. */
interface State {
  readonly pointer: Pointer;
  readonly there: Pointer | null;
}

function statesOf(folder: string, pointers: readonly Pointer[]): Promise<readonly State[]> {
  return Promise.all(pointers.map(async (pointer) => ({ pointer, there: await pointerAt(pathOf(folder, pointer)) })));
}

/** Two movers may publish at the same time: the later move stays, whoever writes last. */
function isDue({ pointer, there }: State): boolean {
  return there === null || there.serial < pointer.serial;
}

function laterThere({ pointer, there }: State): readonly Pointer[] {
  return there !== null && isAhead(there, pointer) ? [there] : [];
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
