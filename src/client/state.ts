import { promptId } from "../core/bundle/digest.ts";
import { type Refusal, servingOf, type Snapshot } from "./polling/accept.ts";

/**
 * - `not_ready`: nothing that was verified is there to serve;
 * - `ready`: the newest attempt confirmed what is served;
 * - `stale`: served is what was verified last, and the newest attempt changed nothing, or there was none yet;
 * - `error`: what is there is older than `max_age`: nothing opens, and open sessions stop;
 * - `fatal`: closed, or there is nothing to serve and a person has to act: a later format, or the pointer of another.
 *
 * From all but a closed one a client comes back by itself.
 */
export type StateKind = "not_ready" | "ready" | "stale" | "error" | "fatal";

/** How fresh a client is: it serves what was verified, and says how old that is. */
export interface ClientState {
  readonly kind: StateKind;
  /** Of the pointer that is served; `null` where none is. */
  readonly serial: number | null;
  readonly promptId: string | null;
  /** Why nothing opens on anybody's word; `null` where that is not so. */
  readonly halted: string | null;
  /** Milliseconds since the source last confirmed what is served, by the monotonic clock; `null` where it never did. */
  readonly age: number | null;
  /** The same moment by the wall clock, ISO 8601. */
  readonly confirmedAt: string | null;
  /** When the pointer was issued, by its writer's clock. */
  readonly issuedAt: string | null;
  /** Whether a restart would find all of this in the cache. */
  readonly stored: boolean;
  /** Why the newest attempt changed nothing; `null` after a good one. */
  readonly refusal: Refusal | null;
  /** Attempts in a row that changed nothing. */
  readonly failures: number;
}

/** What a poller knows. */
export interface Standing {
  readonly snapshot: Snapshot | null;
  readonly refusal: Refusal | null;
  readonly failures: number;
  readonly confirmed: Confirmation | null;
  readonly stored: boolean;
}

/** When the source last confirmed what is served: by the monotonic clock in milliseconds, and by the wall clock. */
export interface Confirmation {
  readonly elapsed: number;
  readonly at: Date;
}

export const nothingKnown: Standing = { snapshot: null, refusal: null, failures: 0, confirmed: null, stored: false };

/** @param elapsed milliseconds of the monotonic clock */
export function stateOf(standing: Standing, elapsed: number, maxAge: number | null, isClosed: boolean): ClientState {
  const { snapshot, refusal, failures, confirmed, stored } = standing;
  const pointer = servingOf(snapshot)?.pointer ?? null;
  return {
    kind: kindOf(standing, elapsed, maxAge, isClosed),
    serial: pointer?.serial ?? null,
    promptId: pointer === null ? null : promptId(pointer.contract, pointer.current),
    halted: snapshot?.newest.pointer.halted?.reason ?? null,
    age: ageOf(standing, elapsed),
    confirmedAt: confirmed?.at.toISOString() ?? null,
    issuedAt: pointer?.issuedAt ?? null,
    stored,
    refusal,
    failures,
  };
}

export function kindOf(standing: Standing, elapsed: number, maxAge: number | null, isClosed: boolean): StateKind {
  const { snapshot, refusal } = standing;
  if (isClosed) return "fatal";
  if (servingOf(snapshot) === null)
    return refusal?.reason === "unknown_format" || refusal?.reason === "wrong_pointer" ? "fatal" : "not_ready";
  if (sayTooOld(standing, elapsed, maxAge) !== null) return "error";
  return refusal === null && standing.confirmed !== null ? "ready" : "stale";
}

export function ageOf({ confirmed }: Standing, elapsed: number): number | null {
  return confirmed === null ? null : Math.round(elapsed - confirmed.elapsed);
}

/** Why nothing may be done on what is known; `null` where it is fresh enough, or no limit was set. */
export function sayTooOld(standing: Standing, elapsed: number, maxAge: number | null): string | null {
  if (maxAge === null) return null;
  const age = ageOf(standing, elapsed);
  if (age !== null && age <= maxAge) return null;
  const since = age === null ? "never" : `last ${Math.round(age / 1_000)} s ago`;
  return `the source confirmed it ${since}, and max_age is ${Math.round(maxAge / 1_000)} s`;
}
