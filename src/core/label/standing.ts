import type { LogEntry } from "./history.ts";
import type { Pointer } from "./pointer.ts";

/** A pointer, with the move that put on its label what it serves. */
export interface Standing {
  readonly pointer: Pointer;
  /** `null` where history does not say: a shallow clone, a branch that was lost. */
  readonly put: LogEntry | null;
}

/** @param log newest first; it need not reach further back than the move that is looked for */
export function standingIn(log: readonly LogEntry[], pointer: Pointer): Standing {
  const put = log.find(
    ({ after, before }) =>
      after.contract === pointer.contract &&
      after.label === pointer.label &&
      after.current === pointer.current &&
      before?.current !== pointer.current,
  );
  return { pointer, put: put ?? null };
}

/** Whether history says when each revocation of a pointer was made. */
export function knowsRevocations(log: readonly LogEntry[], { contract, revoked }: Pointer): boolean {
  return revoked.every(({ bundle, at }) =>
    log.some(
      ({ after, before }) =>
        after.contract === contract &&
        after.revoked.some((one) => one.bundle === bundle && one.at === at) &&
        before?.revoked.every((one) => one.bundle !== bundle) === true,
    ),
  );
}
