import type { Session } from "../../session/session.ts";

/** What ends a request that would outlast its run: the host's signal, or the contract's `max_seconds`. */
export function deadlineOf(session: Session, given?: AbortSignal): AbortSignal {
  const { max_seconds } = session.contract.budgets;
  const left = max_seconds === null ? null : Math.max(0, Math.ceil((max_seconds - session.usage().seconds) * 1_000));
  const signals = [
    ...(given === undefined ? [] : [given]),
    // A timer holds 24.8 days.
    ...(left === null || left > 2 ** 31 - 1 ? [] : [AbortSignal.timeout(left)]),
  ];
  return AbortSignal.any(signals);
}

export function isOverdue(session: Session): boolean {
  const { max_seconds } = session.contract.budgets;
  return max_seconds !== null && session.usage().seconds >= max_seconds;
}
