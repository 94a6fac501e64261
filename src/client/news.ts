import { promptId } from "../core/bundle/digest.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { servingOf } from "./polling/accept.ts";
import type { Events } from "./events.ts";
import type { ClientState, Standing, StateKind } from "./state.ts";

/** With time alone it may have become another since it was told last; all of it is put together where somebody hears it. */
export interface StateChange {
  readonly from: StateKind;
  readonly to: StateKind;
  readonly state: () => ClientState;
}

/** Tells whoever listens what an attempt changed. */
export function announce(events: Events, before: Standing, after: Standing, { from, to, state }: StateChange): void {
  const { refusal, failures } = after;
  if (refusal !== null) events.emit("refused", { ...refusal, failures });

  const [was, is] = [servedBy(before), servedBy(after)];
  if (is !== null && is.serial !== was?.serial)
    events.emit("activated", {
      serial: is.serial,
      promptId: promptId(is.contract, is.current),
      previous: was?.serial ?? null,
    });

  const [known, news] = [newestOf(before), newestOf(after)];
  if (news !== null && news !== known && isOtherWithdrawal(known, news))
    events.emit("withdrawn", {
      serial: news.serial,
      halted: news.halted?.reason ?? null,
      revoked: news.revoked.map(({ bundle }) => bundle),
    });

  if (from !== to) events.emit("state", { from, to: state() });
}

function servedBy({ snapshot }: Standing): Pointer | null {
  return servingOf(snapshot)?.pointer ?? null;
}

function newestOf({ snapshot }: Standing): Pointer | null {
  return snapshot?.newest.pointer ?? null;
}

function isOtherWithdrawal(before: Pointer | null, { halted, revoked }: Pointer): boolean {
  const wasRevoked = new Set(before?.revoked.map(({ bundle }) => bundle));
  const isRevoked = new Set(revoked.map(({ bundle }) => bundle));
  return (
    (before?.halted ?? null)?.reason !== halted?.reason ||
    isRevoked.size !== wasRevoked.size ||
    [...isRevoked].some((bundle) => !wasRevoked.has(bundle))
  );
}
