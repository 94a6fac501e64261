import type { Containment } from "./containment.ts";

/** When polling clients had a pointer, in seconds after the decision. */
export interface Propagation {
  readonly clients: number;
  readonly arrived: number;
  /** By when so many of a hundred of all clients had it; `null` where they never did. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/**
 * Counted, not estimated: a p95 of 13 s says that 95 of 100 of these clients had it by then. So it means something for
 * any number of clients; of twenty, the p99 is the last one.
 *
 * @param seconds of each client; `null` where it never had it
 */
export function propagationOf(seconds: readonly (number | null)[]): Propagation {
  const ascending = seconds.filter((one) => one !== null).toSorted((left, right) => left - right);
  const by = (percent: number): number | null => ascending[Math.ceil((percent * seconds.length) / 100) - 1] ?? null;
  return {
    clients: seconds.length,
    arrived: ascending.length,
    p50: by(50),
    p95: by(95),
    p99: by(99),
    max: by(100),
  };
}

/** Seconds from the decision to the last client, at worst; `null` where one of the legs is not known. */
export function promisedBy({ publish, newSessions }: Containment): number | null {
  return publish === null || newSessions === null ? null : publish + newSessions;
}
