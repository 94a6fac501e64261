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
  /** What the label served, newest first, the pointer of now included. */
  readonly history: readonly Pointer[];
  readonly to: Digest | null;
}

/**
 * The rollback rows of the transition table: a new pointer with a higher serial that names an older
 * bundle. It reads no policy: environment and poll stay what they were.
 *
 * @throws Failure NOT_ON_LABEL, NOTHING_OLDER
 */
export function rollback(request: Rollback, stamp: Stamp): Transition {
  const { contract, label, pointers, to } = request;
  const before = pointers.get(label);
  if (before === undefined) throw new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
  const target = request.canaryOf === null ? undefined : pointers.get(request.canaryOf);
  if (to !== null) return goBack(request, to, before, stamp);
  if (target !== undefined) return rollbackCanary(request, before, target, stamp);
  if (before.ramp !== null) {
    const note = `the ramp of ${promptId(contract, before.ramp.bundle)} ends; ${label} goes on with ${promptId(contract, before.current)}`;
    return {
      contract,
      writes: [issuePointer(label, pointers, stamp, { source: before.source, ramp: null })],
      notes: [note],
    };
  }
  const older = olderThan(before.current, request.history, before);
  if (older === null) throw new Failure("NOTHING_OLDER", { label, contracts: [contract] });
  return goBack(request, older, before, stamp);
}

function goBack(
  { contract, label, pointers, history }: Rollback,
  older: Digest,
  before: Pointer,
  stamp: Stamp,
): Transition {
  const moved = issuePointer(label, pointers, stamp, {
    current: older,
    // From there the next rollback goes further back, never forth again.
    previous: olderThan(older, history, before),
    ramp: null,
    upgradableFrom: [],
    source: history.find(({ current }) => current === older)?.source ?? { commit: null },
  });
  return { contract, writes: [moved], notes: [] };
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

/** What the label served before it first served this bundle, skipping what was revoked. */
function olderThan(digest: Digest, history: readonly Pointer[], now: Pointer): Digest | null {
  const revoked = new Set(now.revoked.map(({ bundle }) => bundle));
  const seen = new Set<Digest>();
  let older: Digest | null = digest;
  do {
    seen.add(older);
    const from: Digest = older;
    older = history.find(({ current }) => current === from)?.previous ?? null;
    if (older !== null && seen.has(older)) return null;
  } while (older !== null && revoked.has(older));
  return older;
}
