import { type Digest, promptId } from "../bundle/digest.ts";
import { Failure } from "../failure.ts";
import { type Pointer, pointerFormat, type Poll } from "./pointer.ts";
import { type BasisPoints, canaryOf, environmentOf, type LabelPolicy, sayWeight } from "./policy.ts";

/** Every pointer of one contract, by label. */
export type Pointers = ReadonlyMap<string, Pointer>;

/** What a mover brings along: the outside, as values. */
export interface Stamp {
  readonly contract: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly commit: string | null;
  /** For a rollout that begins with this move. */
  readonly salt: string;
  /** `null` leaves it as it was. */
  readonly poll: Poll | null;
}

/** What a move does to one contract: the pointers it writes, and what it has to say about it. */
export interface Transition {
  readonly contract: string;
  readonly writes: readonly Pointer[];
  readonly notes: readonly string[];
}

export interface Promotion {
  readonly contract: string;
  readonly policy: LabelPolicy;
  readonly policies: readonly LabelPolicy[];
  readonly pointers: Pointers;
  readonly digest: Digest;
  readonly weight: BasisPoints | null;
  /** Another rollout may be in progress: end it. */
  readonly replace: boolean;
  /** Older bundles whose open sessions may move to this one. */
  readonly upgradableFrom: readonly Digest[];
}

/**
 * The promote rows of the transition table.
 *
 * @throws Failure RAMP_IN_PROGRESS
 */
export function promote(promotion: Promotion, stamp: Stamp): Transition {
  const { contract, policy, pointers, digest } = promotion;
  const before = pointers.get(policy.label) ?? null;
  if (policy.ramp !== null) return promoteCanary(promotion, policy.ramp, before, stamp);
  const ramp = before?.ramp ?? null;
  if (ramp !== null && ramp.bundle !== digest && !promotion.replace)
    throw inProgress(promotion, policy.label, ramp.bundle);
  if (before?.current === digest && ramp === null)
    return { contract, writes: [], notes: [`${policy.label} serves ${promptId(contract, digest)} already`] };
  const current = before?.current ?? null;
  const moved = issue(policy.label, pointers, stamp, {
    ...served(promotion, policy),
    current: digest,
    previous: current === digest ? (before?.previous ?? null) : current,
    ramp: null,
    upgradableFrom: promotion.upgradableFrom,
  });
  const notes = ramp === null ? [] : [`the ramp of ${sayWeight(ramp.weight)} on ${policy.label} ends`];
  return { contract, writes: [moved], notes };
}

function promoteCanary(
  promotion: Promotion,
  ramp: { of: string; weight: BasisPoints },
  before: Pointer | null,
  stamp: Stamp,
): Transition {
  const { contract, policy, policies, pointers, digest, replace } = promotion;
  const target = pointers.get(ramp.of) ?? null;
  const running = target?.ramp ?? null;
  if (running !== null && running.bundle !== digest && !replace) throw inProgress(promotion, ramp.of, running.bundle);
  const weight = promotion.weight ?? (running?.bundle === digest ? running.weight : ramp.weight);

  const canary =
    before?.current === digest
      ? []
      : [
          issue(policy.label, pointers, stamp, {
            ...served(promotion, policy),
            current: digest,
            previous: before?.current ?? null,
            ramp: null,
            upgradableFrom: promotion.upgradableFrom,
          }),
        ];
  if (target === null) {
    return {
      contract,
      writes: canary,
      notes: [`${ramp.of} serves nothing of ${contract} yet, so there is no ramp: only ${policy.label} moves`],
    };
  }
  if (target.current === digest) {
    return {
      contract,
      writes: canary,
      notes: [`${ramp.of} serves this bundle to everybody already, so there is no ramp`],
    };
  }
  if (running?.bundle === digest && running.weight === weight) {
    return { contract, writes: canary, notes: [`${ramp.of} ramps this bundle at ${sayWeight(weight)} already`] };
  }
  // The salt lives as long as its rollout: a new weight moves nobody who is in, a new bundle draws anew.
  const salt = running?.bundle === digest ? running.salt : stamp.salt;
  const rampPolicy = policies.find(({ label }) => label === ramp.of) ?? policy;
  const ramped = issue(ramp.of, pointers, stamp, {
    ...served(promotion, rampPolicy),
    ramp: { bundle: digest, weight, salt },
  });
  const from = running?.bundle === digest ? `from ${sayWeight(running.weight)} ` : "";
  return {
    contract,
    writes: [...canary, ramped],
    notes: [`ramp on ${ramp.of}: ${from}to ${sayWeight(weight)} of new sessions`],
  };
}

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
  const { contract, label, pointers, history, to } = request;
  const before = pointers.get(label);
  if (before === undefined) throw new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
  const target = request.canaryOf === null ? undefined : pointers.get(request.canaryOf);
  if (target !== undefined && to === null) return rollbackCanary(request, before, target, stamp);
  if (before.ramp !== null && to === null) {
    const goesOn = promptId(contract, before.current);
    return {
      contract,
      writes: [issue(label, pointers, stamp, { source: before.source, ramp: null })],
      notes: [`the ramp of ${promptId(contract, before.ramp.bundle)} ends; ${label} goes on with ${goesOn}`],
    };
  }
  const older = to ?? olderThan(before.current, history, before);
  if (older === null) throw new Failure("NOTHING_OLDER", { label, contracts: [contract] });
  const moved = issue(label, pointers, stamp, {
    current: older,
    // From there the next rollback goes further back, never forth again.
    previous: olderThan(older, history, before),
    ramp: null,
    upgradableFrom: [],
    source: history.find(({ current }) => current === older)?.source ?? { commit: null },
  });
  return { contract, writes: [moved], notes: [] };
}

function rollbackCanary(
  { contract, label, pointers }: Rollback,
  before: Pointer,
  target: Pointer,
  stamp: Stamp,
): Transition {
  const { current, source, ramp } = target;
  const canary =
    before.current === current
      ? []
      : [issue(label, pointers, stamp, { current, source, previous: null, ramp: null, upgradableFrom: [] })];
  const ended = ramp === null ? [] : [issue(target.label, pointers, stamp, { source, ramp: null })];
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

type Part = Partial<Omit<Pointer, "format" | "contract" | "label" | "serial" | "issuedAt" | "actor" | "reason">>;

/** What a promotion says about a label beside its bundle. */
function served({ policies }: Promotion, policy: LabelPolicy): Part {
  return { environment: environmentOf(policy, policies) };
}

/** The next pointer: a higher serial, and what is not said stays as it was. */
function issue(label: string, pointers: Pointers, stamp: Stamp, part: Part): Pointer {
  const before = pointers.get(label) ?? null;
  // Halt and revoke are of the whole contract: a new pointer inherits them from its siblings.
  const sibling = before ?? [...pointers.values()][0] ?? null;
  const current = part.current ?? before?.current;
  if (current === undefined) throw new TypeError("a first pointer needs a bundle");
  return {
    format: pointerFormat,
    contract: stamp.contract,
    label,
    serial: (before?.serial ?? 0) + 1,
    issuedAt: stamp.at,
    current,
    previous: before?.previous ?? null,
    ramp: before?.ramp ?? null,
    upgradableFrom: before?.upgradableFrom ?? [],
    environment: before?.environment ?? null,
    poll: stamp.poll ?? before?.poll ?? { interval: 15, deadline: 5, jitter: 0.1 },
    revoked: sibling?.revoked ?? [],
    halted: sibling?.halted ?? null,
    source: { commit: stamp.commit },
    actor: stamp.actor,
    reason: stamp.reason,
    ...part,
  };
}

function inProgress({ contract, digest, policies }: Promotion, ramped: string, running: Digest): Failure {
  return new Failure("RAMP_IN_PROGRESS", {
    contract,
    label: ramped,
    canary: canaryOf(ramped, policies)?.label ?? ramped,
    running: promptId(contract, running),
    wanted: promptId(contract, digest),
  });
}
