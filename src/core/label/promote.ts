import { type Digest, promptId } from "../bundle/digest.ts";
import { Failure } from "../failure.ts";
import { issuePointer, type Part, type Pointers, type Stamp, type Transition } from "./issue.ts";
import type { Pointer } from "./pointer.ts";
import { type BasisPoints, canaryOf, environmentOf, type LabelPolicy, sayWeight } from "./policy.ts";

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
  const { contract, policy, pointers, digest, replace } = promotion;
  if (policy.ramp !== null) return promoteCanary(promotion, policy.ramp, stamp);
  const before = pointers.get(policy.label) ?? null;
  const ramp = before?.ramp ?? null;
  if (ramp !== null && ramp.bundle !== digest && !replace) throw inProgress(promotion, policy.label, ramp.bundle);
  if (before?.current === digest && ramp === null) {
    return { contract, writes: [], notes: [`${policy.label} serves ${promptId(contract, digest)} already`] };
  }
  const notes = ramp === null ? [] : [`the ramp of ${sayWeight(ramp.weight)} on ${policy.label} ends`];
  return { contract, writes: [moveTo(promotion, before, stamp)], notes };
}

/** The canary serves the bundle alone, and the label it is of to a share of its new sessions. */
function promoteCanary(
  promotion: Promotion,
  { of, weight: standard }: { of: string; weight: BasisPoints },
  stamp: Stamp,
): Transition {
  const { contract, policy, pointers, digest } = promotion;
  const before = pointers.get(policy.label) ?? null;
  const target = pointers.get(of) ?? null;
  const running = target?.ramp ?? null;
  if (running !== null && running.bundle !== digest && !promotion.replace)
    throw inProgress(promotion, of, running.bundle);

  const canary = before?.current === digest ? [] : [moveTo(promotion, before, stamp)];
  const answer = (ramped: readonly Pointer[], note: string): Transition => {
    const stays = canary.length === 0 ? [`${policy.label} serves ${promptId(contract, digest)} already`] : [];
    return { contract, writes: [...canary, ...ramped], notes: [...stays, note] };
  };
  if (target === null)
    return answer([], `${of} serves nothing of ${contract} yet, so there is no ramp: only ${policy.label} moves`);
  const ramp = (part: Part): readonly Pointer[] => [
    issuePointer(of, pointers, stamp, { ...environmentFor(promotion, of), ...part }),
  ];
  if (target.current === digest) {
    const ended = running === null ? [] : ramp({ ramp: null });
    return answer(ended, `${of} serves this bundle to everybody already, so there is no ramp`);
  }
  const same = running?.bundle === digest ? running : null;
  const weight = promotion.weight ?? same?.weight ?? standard;
  if (same?.weight === weight) return answer([], `${of} ramps this bundle at ${sayWeight(weight)} already`);
  // The salt lives as long as its rollout: a new weight moves nobody who is in, a new bundle draws anew.
  const next = { bundle: digest, weight, salt: same?.salt ?? stamp.salt };
  const from = same === null ? "" : `from ${sayWeight(same.weight)} `;
  return answer(ramp({ ramp: next }), `ramp on ${of}: ${from}to ${sayWeight(weight)} of new sessions`);
}

function moveTo(promotion: Promotion, before: Pointer | null, stamp: Stamp): Pointer {
  const { policy, pointers, digest, upgradableFrom } = promotion;
  const moves = before?.current !== digest;
  return issuePointer(policy.label, pointers, stamp, {
    ...environmentFor(promotion, policy.label),
    current: digest,
    previous: moves ? (before?.current ?? null) : before.previous,
    ramp: null,
    upgradableFrom: moves ? upgradableFrom : before.upgradableFrom,
  });
}

function environmentFor({ policies }: Promotion, label: string): Part {
  const policy = policies.find((one) => one.label === label);
  return policy === undefined ? {} : { environment: environmentOf(policy, policies) };
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
