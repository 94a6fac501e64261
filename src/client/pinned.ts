import type { Bundle } from "../core/bundle/bundle.ts";
import type { Digest } from "../core/bundle/digest.ts";
import { Failure, sayCause } from "../core/failure.ts";
import { openBundleOf } from "./bundle.ts";
import type { Cache } from "./cache.ts";
import type { Source } from "./source.ts";

/** Bundles of pinned sessions that no pointer names any more: how many are kept in memory. */
const most = 64;

/** Finds the bundle of a pin: in memory, in the cache, at the source; and keeps what it found. */
export interface PinnedBundles {
  /**
   * @param deadline milliseconds
   * @throws Failure PIN_UNAVAILABLE
   */
  find(digest: Digest, deadline: number): Promise<Bundle>;
}

export function pinnedBundles(contract: string, source: Source, cache: Cache | null): PinnedBundles {
  const kept = new Map<Digest, Bundle>();
  const keep = (bundle: Bundle): Bundle => {
    kept.delete(bundle.digest);
    kept.set(bundle.digest, bundle);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return bundle;
  };
  return {
    find: async (digest, deadline) => {
      const known = kept.get(digest) ?? (await cache?.bundle(digest)) ?? null;
      if (known !== null) return keep(known);
      const fetched = await fetchBundle(source, contract, digest, deadline);
      // A full disk must not keep a conversation from going on.
      await cache?.keep(fetched).catch(() => undefined);
      return keep(fetched);
    },
  };
}

async function fetchBundle(source: Source, contract: string, digest: Digest, deadline: number): Promise<Bundle> {
  let why = `it is not in ${source.name}`;
  try {
    const bytes = await source.bundle(digest, AbortSignal.timeout(Math.ceil(deadline)));
    if (bytes !== null) return openBundleOf(contract, bytes, digest);
  } catch (error) {
    why = sayCause(error);
  }
  throw new Failure("PIN_UNAVAILABLE", { digest, why });
}
