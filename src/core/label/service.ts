import type { Moment } from "../moment.ts";
import { type LogEntry, servedSince } from "./history.ts";
import type { Pointer } from "./pointer.ts";

/** How a label serves what it serves. */
export interface Service {
  readonly pointer: Pointer;
  readonly since: string;
  /** How often it moved on the day that was asked about: before that it served something else. */
  readonly moves: number;
}

/** What a label served at the end of a time, contract by contract, as the moves up to then say it. */
export function serviceAt(log: readonly LogEntry[], label: string, moment: Moment): readonly Service[] {
  const past = log.filter((entry) => Date.parse(entry.at) <= moment.until.getTime() && entry.after.label === label);
  const contracts = [...new Set(past.map(({ after }) => after.contract))].toSorted();
  return contracts.flatMap((contract) => {
    const mine = past.filter(({ after }) => after.contract === contract);
    const [newest] = mine;
    if (newest === undefined) return [];
    const moves = mine.filter(
      ({ at, before, after }) => Date.parse(at) >= moment.from.getTime() && after.current !== before?.current,
    );
    return [{ ...serviceOf(mine, newest.after), moves: moves.length }];
  });
}

/** @param log up to the pointer */
export function serviceOf(log: readonly LogEntry[], pointer: Pointer): Service {
  const { contract, label, current, issuedAt } = pointer;
  return { pointer, since: servedSince(log, contract, label, current) ?? issuedAt, moves: 0 };
}
