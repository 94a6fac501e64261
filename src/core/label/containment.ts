import type { Pointer, Poll } from "./pointer.ts";

/** How long it takes at worst until what was decided holds, leg by leg, in seconds. `null` is not known. */
export interface Containment {
  /** From the decision until it stood where runtimes look; `null` where nothing is published. */
  readonly publish: number | null;
  readonly interval: number;
  readonly jitter: number;
  readonly deadline: number;
  /** What caches and copies between the place and a runtime add. */
  readonly cache: null;
  /** Until a running session asks again: as long as its tool or model takes. */
  readonly checkpoint: null;
  /** From now on, for new sessions: the interval, its jitter and one request. */
  readonly newSessions: number | null;
}

/** Of several pointers the one that is polled most slowly counts. */
export function containmentOf(pointers: readonly Pointer[], publish: number | null): Containment | null {
  const [poll] = pointers.map((pointer) => pointer.poll).toSorted((left, right) => worstWait(right) - worstWait(left));
  if (poll === undefined) return null;
  const { interval, deadline, jitter } = poll;
  const newSessions = publish === null ? null : worstWait(poll);
  return {
    publish,
    interval,
    jitter: rounded(interval * jitter),
    deadline,
    cache: null,
    checkpoint: null,
    newSessions,
  };
}

/** Seconds until a runtime that polls like this has seen a change: client law, `poll.ts`. */
export function worstWait({ interval, deadline, jitter }: Poll): number {
  return rounded(interval * (1 + jitter) + deadline);
}

/** Seconds of a worst case are never rounded down: `22 s`, `3 min`. */
export function sayAtMost(seconds: number): string {
  return seconds <= 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** To a millisecond: sums of decimal fractions are not exact. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
