import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { bundlePath, type Digest } from "../../core/bundle/digest.ts";
import { pointerPath } from "../../core/label/pointer.ts";
import {
  acceptPointer,
  type Expected,
  type Heard,
  needsOf,
  serveAll,
  serveOlder,
  servingOf,
  type Snapshot,
} from "./accept.ts";
import { readBundle } from "./bundle.ts";
import { sourceLimits } from "./source.ts";
import { readCapped } from "../sources/file.ts";

/** The last known good on disk, two generations of it: what a restart begins with when the source is down. */
export interface Cache {
  /**
   * Verified again: a disk is not trusted more than a network. Where bundles of the newest pointer are missing or
   * broken, the one before it is served, and the newest one still says what must not come again.
   */
  load(): Promise<Remembered | null>;
  bundle(digest: Digest): Promise<Bundle | null>;
  /** A bundle that only pinned sessions still need. */
  keep(bundle: Bundle): Promise<void>;
  /** Bundles first, the pointer last; a pointer in a shared cache never goes back. */
  store(snapshot: Snapshot): Promise<void>;
  /**
   * When the source last confirmed; written down once a minute at most.
   *
   * @returns whether what was stored is still there: folders for temporary files are cleaned by age
   */
  confirm(at: Date, snapshot: Snapshot): Promise<boolean>;
}

export interface Remembered {
  readonly snapshot: Snapshot;
  readonly confirmedAt: Date | null;
}

export function diskCache(folder: string, expected: Expected): Cache {
  const { contract, label } = expected;
  const newestFile = join(folder, pointerPath(contract, label));
  const olderFile = newestFile.replace(/\.json$/, ".previous.json");
  const confirmedFile = newestFile.replace(/\.json$/, ".confirmed");
  const bundleFile = (digest: Digest): string => join(folder, bundlePath(digest));
  let confirmed = -Infinity;

  const bundle = async (digest: Digest): Promise<Bundle | null> => {
    // Unreadable is as good as absent: the source has it too.
    const bytes = await readCapped(bundleFile(digest), sourceLimits.bundle).catch(() => null);
    const read = bytes === null ? null : readBundle(contract, bytes, digest);
    return read === null || "reason" in read ? null : read;
  };
  const pointer = async (path: string): Promise<Heard | null> => {
    const bytes = await readCapped(path, sourceLimits.pointer).catch(() => null);
    const accepted = bytes === null ? null : acceptPointer(null, bytes, expected);
    return accepted?.kind === "news" ? accepted.heard : null;
  };
  const whole = async (heard: Heard): Promise<Snapshot | null> => {
    const found = await Promise.all(needsOf(heard).map(bundle));
    const bundles = found.filter((one) => one !== null);
    return bundles.length < found.length ? null : serveAll(heard, new Map(bundles.map((one) => [one.digest, one])));
  };
  const keep = async ({ digest, bytes }: Bundle): Promise<void> => {
    if ((await bundle(digest)) !== null) return;
    const file = bundleFile(digest);
    await removeLeftovers(dirname(file));
    await replaceFile(file, bytes);
  };

  return {
    bundle,
    keep,
    load: async () => {
      await removeLeftovers(dirname(newestFile));
      const [newest, older] = [await pointer(newestFile), await pointer(olderFile)];
      const first = newest ?? older;
      if (first === null) return null;
      const snapshot = (await whole(first)) ?? serveOlder(first, older === null ? null : servingOf(await whole(older)));
      // Of an older pointer nobody knows when it was confirmed, nor what the newest one withdrew.
      return { snapshot, confirmedAt: newest === null ? null : await readTime(confirmedFile) };
    },
    store: async ({ newest, serving }) => {
      for (const one of serving?.bundles.values() ?? []) await keep(one);
      const there = await pointer(newestFile);
      if (there !== null && there.pointer.serial >= newest.pointer.serial) return;
      const before = there === null || (await whole(there)) === null ? null : there;
      const older = serving === null || serving.heard === newest ? before : serving.heard;
      if (older !== null) await replaceFile(olderFile, older.bytes);
      await replaceFile(newestFile, newest.bytes);
      // What is new was confirmed now.
      confirmed = -Infinity;
    },
    confirm: async (at, { serving }) => {
      if (at.getTime() - confirmed < 60_000 && at.getTime() >= confirmed) return true;
      for (const file of [newestFile, ...[...(serving?.bundles.keys() ?? [])].map(bundleFile)])
        if ((await stat(file).catch(() => null)) === null) return false;
      await replaceFile(confirmedFile, Buffer.from(`${at.toISOString()}\n`));
      confirmed = at.getTime();
      return true;
    },
  };
}

async function readTime(path: string): Promise<Date | null> {
  const bytes = await readCapped(path, 100).catch(() => null);
  const time = new Date(bytes === null ? Number.NaN : Buffer.from(bytes).toString("utf8").trim());
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Several processes may share a cache: each writes a file of its own and renames it. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const file = await open(temporary, "wx", 0o600);
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

/** What a process left behind that was killed between the two: by our own names only, and an hour old. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /\.\d+\.[0-9a-f]{8}$/.test(one))) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    if (stats !== null && stats.mtimeMs < Date.now() - 3_600_000)
      await rm(path, { force: true }).catch(() => undefined);
  }
}
