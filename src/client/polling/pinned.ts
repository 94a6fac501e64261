import type { Bundle } from "../../core/bundle/bundle.ts";
import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { type FailedFetch, fetchBundle } from "./bundle.ts";
import type { Cache } from "./cache.ts";
import { limited, within } from "./deadline.ts";
import { type Source, unreachable } from "./source.ts";

/** Bundles of pinned sessions that no pointer names any more: how many are kept in memory. */
const most = 64;

/** Finds the bundle of a pin: in memory, in the cache, at the source; and keeps what it found. */
export interface PinnedBundles {
  /**
   * @param deadline milliseconds
   * @throws Failure PIN_UNAVAILABLE
   */
  find(digest: Digest, deadline: number): Promise<Bundle>;
  /** Bundles that were served until now: conversations that were opened with them will come back. */
  keep(bundles: Iterable<Bundle>): void;
}

/**
 * @param sources in the order in which they are asked
 * @param isClosed nobody is asked any more: what was opened for it would be closed by nobody
 */
export function pinnedBundles(
  contract: string,
  sources: readonly Source[],
  cache: Cache | null,
  isClosed: () => boolean,
): PinnedBundles {
  const kept = new Map<Digest, Bundle>();
  const keep = (bundle: Bundle): Bundle => {
    kept.delete(bundle.digest);
    kept.set(bundle.digest, bundle);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return bundle;
  };
  return {
    keep: (bundles) => {
      for (const bundle of bundles) keep(bundle);
    },
    find: async (digest, deadline) => {
      const known = kept.get(digest) ?? (cache === null ? null : await within(deadline, cache.bundle(digest)));
      if (known !== null) return keep(known);
      if (isClosed()) throw new Failure("PIN_UNAVAILABLE", { digest, why: "the client is closed" });
      const fetched = await fetchFirst(sources, contract, digest, deadline);
      // A full disk must not keep a conversation from going on.
      if (cache !== null) await within(deadline, cache.keep(fetched));
      return keep(fetched);
    },
  };
}

async function fetchFirst(
  sources: readonly Source[],
  contract: string,
  digest: Digest,
  deadline: number,
): Promise<Bundle> {
  const reasons: string[] = [];
  for (const source of sources) {
    const { signal, inTime, finish } = limited(deadline);
    const fetching: Promise<Bundle | FailedFetch> = fetchBundle(source, contract, digest, signal);
    const found = await inTime(fetching, () => unreachable(source, signal.reason, signal));
    finish();
    if (!("reason" in found)) return found;
    reasons.push(found.why);
  }
  throw new Failure("PIN_UNAVAILABLE", { digest, why: reasons.join("; ") });
}
