import type { Digest } from "../bundle/digest.ts";
import type { LogEntry } from "../label/history.ts";
import type { Pointer } from "../label/pointer.ts";
import type { BasisPoints } from "../label/policy.ts";

/** A ramp as its history tells it. All of its sessions were drawn with one salt. */
export interface Ramp {
  readonly contract: string;
  readonly label: string;
  readonly base: Digest;
  readonly head: Digest;
  readonly salt: string;
  readonly weight: BasisPoints;
  /** The pointer with which it began: sessions that were opened by an earlier one are not of this ramp. */
  readonly begun: { readonly serial: number; readonly at: string };
  /** When it got its present weight. ISO. */
  readonly weightSince: string;
  /** Stretches of one weight, oldest first. */
  readonly stages: readonly RampStage[];
}

export interface RampStage {
  readonly weight: BasisPoints;
  readonly fromSerial: number;
  /** ISO. */
  readonly fromTime: string;
  /** Of all pointers that had this weight. */
  readonly serials: readonly number[];
}

/**
 * @param log of this label, newest first, as far back as the ramp goes; where a clone is shallow the ramp begins where its
 *   history does
 * @returns `null` where the label ramps nothing
 */
export function rampOf(pointer: Pointer, log: readonly LogEntry[]): Ramp | null {
  const { contract, label, current, ramp } = pointer;
  if (ramp === null) return null;
  const mine = log
    .map(({ after }) => after)
    .filter((after) => after.contract === contract && after.label === label && after.ramp?.salt === ramp.salt);
  const pointers = [pointer, ...mine].toSorted((left, right) => left.serial - right.serial);
  const stages: (RampStage & { readonly serials: number[] })[] = [];
  for (const { serial, issuedAt, ramp: then } of pointers) {
    if (then === null) continue;
    const last = stages.at(-1);
    if (last?.weight !== then.weight)
      stages.push({ weight: then.weight, fromSerial: serial, fromTime: issuedAt, serials: [serial] });
    else if (!last.serials.includes(serial)) last.serials.push(serial);
  }
  const [first] = stages;
  const last = stages.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    contract,
    label,
    base: current,
    head: ramp.bundle,
    salt: ramp.salt,
    weight: ramp.weight,
    begun: { serial: first.fromSerial, at: first.fromTime },
    weightSince: last.fromTime,
    stages,
  };
}
