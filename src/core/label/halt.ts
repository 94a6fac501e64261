import { promptId } from "../bundle/digest.ts";
import { Failure } from "../failure.ts";
import { issuePointer, type Pointers, type Stamp, type Transition } from "./issue.ts";
import type { Halt, Pointer } from "./pointer.ts";

/** A stamp that says why: nobody is stopped without a reason. */
export interface ReasonedStamp extends Stamp {
  readonly reason: string;
}

/** Stops a contract on every label: no new session, and open ones end at their next checkpoint. */
export function halt(pointers: Pointers, stamp: ReasonedStamp): Transition {
  const { contract, at, actor: by, reason } = stamp;
  const halted: Halt = { reason, at, by };
  const running = [...pointers.values()].filter((pointer) => pointer.halted === null);
  const writes = running.map(({ label, source }) => issuePointer(label, pointers, stamp, { source, halted }));
  return { contract, writes, notes: writes.length === 0 ? sayHalts([...pointers.values()], "already ") : [] };
}

/**
 * Takes away exactly the halts that were there when this was asked for.
 *
 * @param seen the pointers as they were then
 * @throws Failure WITHDRAWN_FIRST where somebody halted it anew since: who lifts has not seen that reason
 */
export function lift(pointers: Pointers, seen: Pointers, stamp: ReasonedStamp): Transition {
  const { contract } = stamp;
  const known = new Set([...seen.values()].map(keyOf));
  const halted = [...pointers.values()].filter((pointer) => pointer.halted !== null);
  for (const pointer of halted) {
    if (!known.has(keyOf(pointer)))
      throw new Failure("WITHDRAWN_FIRST", { who: pointer.actor, did: `halted ${contract} anew` });
  }
  const writes = halted.map(({ label, source }) => issuePointer(label, pointers, stamp, { source, halted: null }));
  return {
    contract,
    writes,
    notes: writes.length === 0 ? [`${contract} is not halted`] : writes.flatMap(sayRevoked),
  };
}

/** That pointers are halted, since when, by whom and why: each halt once. */
export function sayHalts(pointers: readonly Pointer[], already = ""): readonly string[] {
  const said = pointers.flatMap(({ contract, halted }) =>
    halted === null
      ? []
      : [`${contract} is ${already}halted since ${halted.at} by ${halted.by.replace(/ <.*/, "")}: ${halted.reason}`],
  );
  return [...new Set(said)];
}

/** A bundle that is not to be run opens no session, halted or not. */
function sayRevoked({ contract, label, current, revoked }: Pointer): readonly string[] {
  return revoked.some(({ bundle }) => bundle === current)
    ? [`${label} still opens no session: ${promptId(contract, current)} is revoked; promote or roll back ${label}`]
    : [];
}

function keyOf({ halted }: Pointer): string {
  return JSON.stringify(halted === null ? null : [halted.at, halted.by, halted.reason]);
}
