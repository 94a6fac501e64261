import { type Ramp, rampOf } from "../../../core/analysis/ramp.ts";
import { Failure } from "../../../core/failure.ts";
import { type Pointer, pointerPath } from "../../../core/label/pointer.ts";
import { sayList } from "../../../core/text.ts";
import { pointersOf, type Releases, requireContracts } from "../releases.ts";

export interface RunningRamp {
  readonly ramp: Ramp;
  readonly pointer: Pointer;
}

/**
 * The ramp that is to be judged: that of the label that is named, else the only one there is.
 *
 * @throws Failure UNKNOWN_CONTRACT, BAD_POINTER, NO_RAMP, USAGE where several labels ramp something
 */
export async function runningRamp(releases: Releases, contract: string, label: string | null): Promise<RunningRamp> {
  requireContracts(releases, [contract]);
  const ramping = [...pointersOf(releases, contract).values()].filter(
    (pointer) => pointer.ramp !== null && (label === null || pointer.label === label),
  );
  const [pointer, ...others] = ramping;
  if (pointer === undefined) throw new Failure("NO_RAMP", { contract, label });
  if (others.length > 0) {
    const labels = ramping.map((one) => one.label);
    throw new Failure("USAGE", {
      message: `${sayList(labels)} of ${contract} ramp something`,
      hint: `name one: --label ${labels[0] ?? ""}`,
    });
  }
  const log = await releases.log({ paths: [pointerPath(contract, pointer.label)] });
  const ramp = rampOf(pointer, log);
  if (ramp === null) throw new Failure("NO_RAMP", { contract, label });
  return { ramp, pointer };
}

/**
 * For a step forward: a halt that came meanwhile wins over it, though the ramp is the same.
 *
 * @throws Failure RAMP_MOVED
 */
export function requireUnhalted(running: RunningRamp, fresh: Releases): void {
  requireSameRamp(running, fresh);
  const { contract, label } = running.ramp;
  const halted = fresh.pointers.get(contract)?.get(label)?.halted ?? null;
  if (halted === null) return;
  throw new Failure("RAMP_MOVED", { contract, label, now: `${whoOf(halted.by)} halted it` });
}

/** Whether a label still ramps what it did, with the same lots and the same weight. @throws Failure RAMP_MOVED */
export function requireSameRamp({ ramp, pointer }: RunningRamp, fresh: Releases): void {
  const now = fresh.pointers.get(ramp.contract)?.get(ramp.label);
  if (now?.ramp?.salt === ramp.salt && now.ramp.weight === ramp.weight && now.current === pointer.current) return;
  throw new Failure("RAMP_MOVED", { contract: ramp.contract, label: ramp.label, now: sayPointer(now) });
}

function sayPointer(pointer: Pointer | undefined): string {
  if (pointer === undefined) return "it serves nothing now";
  const who = whoOf(pointer.actor);
  return pointer.ramp === null ? `${who} ended the ramp` : `${who} gave it another ramp`;
}

function whoOf(actor: string): string {
  return actor.replace(/ <.*/, "");
}
