import { type Digest, promptId } from "../bundle/digest.ts";
import { Failure } from "../failure.ts";
import { issuePointer, type Pointers, type Stamp, type Transition } from "./issue.ts";
import type { Pointer } from "./pointer.ts";
import { sayWeight } from "./policy.ts";

export interface Rollback {
  readonly contract: string;
  readonly label: string;
  /** The label that this one is a canary of. */
  readonly canaryOf: string | null;
  readonly pointers: Pointers;
  /** What the label served before, as it was put there, nearest first (`servedBefore`). */
  readonly older: readonly Pointer[];
  readonly to: Digest | null;
}

/**
 * The rollback rows of the transition table: a new pointer with a higher serial that names an older
 * bundle. It reads no policy: environment and poll stay what they were.
 *
 * @throws Failure NOT_ON_LABEL, NOTHING_OLDER, REVOKED
 */
export function rollback(request: Rollback, stamp: Stamp): Transition {
  const { contract, label, pointers, to } = request;
  const before = pointers.get(label);
  if (before === undefined) throw new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
  const target = request.canaryOf === null ? undefined : pointers.get(request.canaryOf);
  const revoked = before.revoked.find(({ bundle }) => bundle === to);
  if (revoked !== undefined) throw new Failure("REVOKED", { ...revoked, bundle: promptId(contract, revoked.bundle) });
  if (to !== null) return goBackTo(request, to, before, target, stamp);
  if (target !== undefined) return rollbackCanary(request, before, target, stamp);
  if (before.ramp !== null) {
    const note = `the ramp of ${promptId(contract, before.ramp.bundle)} ends; ${label} goes on with ${promptId(contract, before.current)}`;
    return {
      contract,
      writes: [issuePointer(label, pointers, stamp, { source: before.source, ramp: null })],
      notes: [note],
    };
  }
  const older = notRevoked(request.older, before)[0]?.current ?? rememberedBy(request, before);
  if (older === null) throw new Failure("NOTHING_OLDER", { label, contracts: [contract] });
  return goBack(request, older, before, stamp);
}

/** To a named bundle. What is taken back is taken back everywhere: the ramp of a canary ends too. */
function goBackTo(
  request: Rollback,
  to: Digest,
  before: Pointer,
  target: Pointer | undefined,
  stamp: Stamp,
): Transition {
  const { contract, label, pointers } = request;
  const ended =
    target === undefined || target.ramp === null
      ? []
      : [issuePointer(target.label, pointers, stamp, { source: target.source, ramp: null })];
  const notes = [target, before].flatMap((pointer) =>
    pointer?.ramp ? [`the ramp of ${sayWeight(pointer.ramp.weight)} on ${pointer.label} ends`] : [],
  );
  if (before.current === to && before.ramp === null) {
    return { contract, writes: ended, notes: [...notes, `${label} serves ${promptId(contract, to)} already`] };
  }
  const { writes } = goBack(request, to, before, stamp);
  return { contract, writes: [...writes, ...ended], notes };
}

function goBack({ contract, label, pointers, older }: Rollback, to: Digest, before: Pointer, stamp: Stamp): Transition {
  const at = older.findIndex(({ current }) => current === to);
  // From there the next rollback goes further back, never forth again.
  const [beneath] = notRevoked(older.slice(at + 1), before);
  const moved = issuePointer(label, pointers, stamp, {
    current: to,
    previous: beneath?.current ?? null,
    ramp: null,
    upgradableFrom: [],
    source: older[at]?.source ?? { commit: null },
  });
  return { contract, writes: [moved], notes: [] };
}

/** Where history is gone (a shallow clone, a branch that was lost), the pointer itself still says where to go. */
function rememberedBy({ older }: Rollback, { previous, revoked }: Pointer): Digest | null {
  const usable = older.length === 0 && revoked.every(({ bundle }) => bundle !== previous);
  return usable ? previous : null;
}

function notRevoked(older: readonly Pointer[], { revoked }: Pointer): readonly Pointer[] {
  const withdrawn = new Set(revoked.map(({ bundle }) => bundle));
  return older.filter(({ current }) => !withdrawn.has(current));
}

/** The canary serves what everybody is served. */
function rollbackCanary(
  { contract, label, pointers }: Rollback,
  before: Pointer,
  target: Pointer,
  stamp: Stamp,
): Transition {
  const { current, source, ramp } = target;
  const back = { current, source, previous: null, ramp: null, upgradableFrom: [] };
  const canary = before.current === current ? [] : [issuePointer(label, pointers, stamp, back)];
  const ended = ramp === null ? [] : [issuePointer(target.label, pointers, stamp, { source, ramp: null })];
  const notes = [
    ...(ramp === null ? [] : [`the ramp of ${sayWeight(ramp.weight)} on ${target.label} ends`]),
    ...(canary.length === 0 ? [`${label} serves what ${target.label} serves already`] : []),
  ];
  return { contract, writes: [...canary, ...ended], notes };
}
