import type { Digest } from "../../core/bundle/digest.ts";
import { sayCause } from "../../core/failure.ts";
import { bundlesServedBy, type Pointer } from "../../core/label/pointer.ts";
import { pointersIn, type Releases } from "./releases.ts";

/** What every place gets: pointers, and the bundles without which nobody can serve them. */
export interface Released {
  readonly pointers: readonly Pointer[];
  readonly bundles: ReadonlyMap<Digest, Uint8Array>;
  /** The bundles that the branch's pointers serve, those that cannot be read included. */
  readonly served: ReadonlySet<Digest>;
  readonly unpublishable: readonly Unpublishable[];
}

/** What the branch holds and no place can get. */
export interface Unpublishable {
  /** `prod of support`, or the digest of a bundle. */
  readonly what: string;
  readonly why: string;
}

/** A pointer is published with the bundles it serves, or not at all; a halted one serves none. */
export async function releasedBy(releases: Releases): Promise<Released> {
  const all = pointersIn(releases);
  const served = new Set(all.flatMap(bundlesServedBy));
  const { bundles, broken } = await readBundles(releases, [...served]);
  const unpublishable: Unpublishable[] = [];
  const pointers = all.filter((pointer) => {
    const [why] = bundlesServedBy(pointer).flatMap((digest) => broken.get(digest) ?? []);
    if (why === undefined) return true;
    unpublishable.push({ what: `${pointer.label} of ${pointer.contract}`, why });
    // It opens no session, so it needs no bundle: who polls is to hear that it is halted.
    return pointer.halted !== null;
  });
  return { pointers, bundles, served, unpublishable };
}

interface ReadBundles {
  readonly bundles: ReadonlyMap<Digest, Uint8Array>;
  /** Why the others cannot be read. */
  readonly broken: ReadonlyMap<Digest, string>;
}

/** One that cannot be read is no reason to keep back the others. */
export async function readBundles(releases: Releases, digests: readonly Digest[]): Promise<ReadBundles> {
  const read = await Promise.allSettled(digests.map((digest) => releases.bundle(digest)));
  const bundles = new Map<Digest, Uint8Array>();
  const broken = new Map<Digest, string>();
  for (const [index, digest] of digests.entries()) {
    const result = read[index];
    if (result?.status === "fulfilled") bundles.set(digest, result.value.bytes);
    else broken.set(digest, sayCause(result?.reason));
  }
  return { bundles, broken };
}
