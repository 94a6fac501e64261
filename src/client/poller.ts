import type { Bundle } from "../core/bundle/bundle.ts";
import type { Digest } from "../core/bundle/digest.ts";
import { openBundle } from "../core/bundle/open.ts";
import { sayCause } from "../core/failure.ts";
import { acceptPointer, type RefusalReason, type Snapshot } from "./accept.ts";
import type { Cache } from "./cache.ts";
import type { Doors } from "./doors.ts";
import { deadlineOf, nextDelay, type Pace } from "./poll.ts";
import type { Source } from "./source.ts";

/** Why an attempt changed nothing. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly why: string;
}

/** Keeps a snapshot up to date: fetches, has it judged, and swaps it as a whole. */
export interface Poller {
  snapshot(): Snapshot | null;
  /** Milliseconds since the source last confirmed the snapshot. */
  age(): number;
  refusal(): Refusal | null;
  /** One attempt, at most one at a time. Never throws: what went wrong is the refusal. */
  refresh(): Promise<void>;
  /** From the cache, then from the source, then again and again. */
  start(): Promise<void>;
  stop(): void;
}

export interface PollerOptions {
  readonly contract: string;
  readonly label: string;
  readonly source: Source;
  readonly cache: Cache | null;
  readonly pace: Pace;
}

export function createPoller({ contract, label, source, cache, pace }: PollerOptions, doors: Doors): Poller {
  let snapshot: Snapshot | null = null;
  let refusal: Refusal | null = null;
  let confirmedAt = doors.elapsed();
  let attempt: Promise<void> | null = null;
  let cancel = (): void => undefined;
  let stopped = false;

  async function poll(): Promise<void> {
    const signal = AbortSignal.timeout(deadlineOf(pace, snapshot?.pointer.poll ?? null));
    const bytes = await source.pointer(contract, label, signal);
    const accepted = acceptPointer(snapshot, bytes, contract, label);
    if (accepted.kind === "refused") {
      refusal = accepted;
      return;
    }
    if (accepted.kind === "news") {
      const fetched = await fetchBundles(source, accepted.needs, signal);
      // A late answer of a client that was closed is nobody's.
      if (stopped) return;
      if (fetched.kind === "refused") {
        refusal = fetched;
        return;
      }
      const bundles = new Map([...(snapshot?.bundles ?? []), ...fetched.bundles]);
      snapshot = { pointer: accepted.pointer, pointerBytes: accepted.bytes, bundles };
    }
    confirmedAt = doors.elapsed();
    refusal = null;
    // A full disk must not keep what was verified from being served.
    if (accepted.kind === "news" && snapshot !== null) await cache?.store(snapshot).catch(() => undefined);
  }

  function refresh(): Promise<void> {
    attempt ??= poll()
      .catch((error: unknown) => {
        refusal = { reason: "unreachable", why: sayCause(error) };
      })
      .finally(() => {
        attempt = null;
      });
    return attempt;
  }

  function schedule(): void {
    if (stopped) return;
    const delay = nextDelay(pace, snapshot?.pointer.poll ?? null, doors.random());
    cancel = doors.after(delay, () => void refresh().finally(schedule));
  }

  return {
    snapshot: () => snapshot,
    age: () => doors.elapsed() - confirmedAt,
    refusal: () => refusal,
    refresh,
    start: async () => {
      snapshot = (await cache?.load(contract, label)) ?? null;
      await refresh();
      schedule();
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}

type Fetched =
  | { readonly kind: "bundles"; readonly bundles: ReadonlyMap<Digest, Bundle> }
  | ({ readonly kind: "refused" } & Refusal);

/** All bundles that a pointer names, verified, or none: parts of two releases never meet. */
async function fetchBundles(source: Source, digests: readonly Digest[], signal: AbortSignal): Promise<Fetched> {
  const bundles = new Map<Digest, Bundle>();
  for (const digest of digests) {
    const bytes = await source.bundle(digest, signal);
    if (bytes === null)
      return { kind: "refused", reason: "bundle_unavailable", why: `${digest} is not in ${source.name}` };
    try {
      bundles.set(digest, openBundle(bytes, digest));
    } catch (error) {
      return { kind: "refused", reason: "bad_content", why: sayCause(error) };
    }
  }
  return { kind: "bundles", bundles };
}
