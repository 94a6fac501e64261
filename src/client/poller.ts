import type { Bundle } from "../core/bundle/bundle.ts";
import type { Digest } from "../core/bundle/digest.ts";
import { sayCause } from "../core/failure.ts";
import { acceptPointer, isServable, type Refusal, type Snapshot } from "./accept.ts";
import { openBundleOf } from "./bundle.ts";
import type { Cache } from "./cache.ts";
import type { Doors } from "./doors.ts";
import { deadlineOf, nextDelay, type Pace } from "./poll.ts";
import type { Source } from "./source.ts";

/** Keeps a snapshot up to date: fetches, has it judged, and swaps it as a whole. */
export interface Poller {
  /** What can be served; `null` before anything was verified. */
  snapshot(): Snapshot | null;
  /** Milliseconds since the source last confirmed the snapshot; `null` where it never did. */
  age(): number | null;
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
  let held: Snapshot | null = null;
  let stored = true;
  let refusal: Refusal | null = null;
  let confirmedAt: number | null = null;
  let attempt: Promise<void> | null = null;
  let cancel = (): void => undefined;
  let stopped = false;

  /** What comes after `stop` is nobody's: not the answer, not the refusal, not the confirmation. */
  function settle(outcome: Refusal | Snapshot): void {
    if (stopped) return;
    if ("reason" in outcome) {
      refusal = outcome;
      return;
    }
    if (outcome !== held) stored = false;
    held = outcome;
    confirmedAt = doors.elapsed();
    refusal = null;
  }

  async function poll(): Promise<void> {
    const signal = AbortSignal.timeout(Math.ceil(deadlineOf(pace, held?.pointer.poll ?? null)));
    const bytes = await source.pointer(contract, label, signal);
    const accepted = acceptPointer(held, bytes, contract, label);
    if (accepted.kind === "refused") {
      const { reason, why } = accepted.refusal;
      return settle({
        reason,
        why: reason === "pointer_missing" ? `${why} of ${label} of ${contract} in ${source.name}` : why,
      });
    }
    if (accepted.kind === "news") {
      const fetched = await fetchBundles(source, contract, accepted.needs, signal);
      if ("reason" in fetched) return settle(fetched);
      const bundles = new Map([...(held?.bundles ?? []), ...fetched]);
      settle({ pointer: accepted.pointer, pointerBytes: accepted.bytes, bundles });
    } else if (held !== null) settle(held);
    await keep();
  }

  /** A full disk must not keep what was verified from being served; it is tried again at the next poll. */
  async function keep(): Promise<void> {
    if (stored || held === null || cache === null) return;
    const keeping = held;
    stored = await cache.store(keeping).then(
      () => keeping === held,
      () => false,
    );
  }

  function refresh(): Promise<void> {
    attempt ??= poll()
      .catch((error: unknown) => settle({ reason: "unreachable", why: sayCause(error) }))
      .finally(() => {
        attempt = null;
      });
    return attempt;
  }

  function schedule(): void {
    if (stopped) return;
    const delay = nextDelay(pace, held?.pointer.poll ?? null, doors.random());
    cancel = doors.after(delay, () => void refresh().finally(schedule));
  }

  return {
    snapshot: () => (held !== null && isServable(held) ? held : null),
    age: () => (confirmedAt === null ? null : doors.elapsed() - confirmedAt),
    refusal: () => refusal,
    refresh,
    start: async () => {
      held = (await cache?.load()) ?? null;
      await refresh();
      schedule();
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}

/** All bundles that a pointer names, verified, or none: parts of two releases never meet. */
async function fetchBundles(
  source: Source,
  contract: string,
  digests: readonly Digest[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Digest, Bundle> | Refusal> {
  const bundles = new Map<Digest, Bundle>();
  for (const digest of digests) {
    const bytes = await source.bundle(digest, signal);
    if (bytes === null) return { reason: "bundle_unavailable", why: `${digest} is not in ${source.name}` };
    try {
      bundles.set(digest, openBundleOf(contract, bytes, digest));
    } catch (error) {
      return { reason: "bad_content", why: sayCause(error) };
    }
  }
  return bundles;
}
