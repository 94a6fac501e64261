/** The public door `promptctl/client`: what runs in production, in processes that must not fail because of us. */
import type { Client } from "./connect.ts";
import type { Doors } from "./doors.ts";
import type { ConnectOptions } from "./options.ts";

export { Failure } from "../core/failure.ts";
export type { Checkpoint } from "../core/run/checkpoint.ts";
export type { ProviderName } from "../core/provider/names.ts";
export type { Tokens } from "../core/run/record.ts";
export type { RunOutcome } from "../core/run/records/complete.ts";
export type { RunRecord } from "../core/run/records/schema.ts";
export type { Refusal, RefusalReason } from "./polling/accept.ts";
export type { Activated, ClientEvents, Recorded } from "./events.ts";
export type { Memory } from "./session/memory.ts";
export type { RunStart } from "./session/metering.ts";
export { goOn, permit } from "./session/permit.ts";
export type { Pin } from "./pin.ts";
export type { PricesOption } from "./prices.ts";
export type { RecordsOption } from "./records/open.ts";
export type { RecordsState } from "./records/records.ts";
export type { Answer, Session, SessionUpgrade, Usage } from "./session/session.ts";
export type { ClientState, StateKind } from "./state.ts";
export type { Attributes } from "./session/attributes.ts";
export type { Stop } from "./session/withdrawal.ts";
export type { Client, ConnectOptions, Doors };

/**
 * Connects to a label of a contract, verified and ready, from the source or, where that is down, from the
 * cache or the last resort. Afterwards nothing in the background ever throws into the host.
 *
 * @param doors clock, dice and timers, for tests
 * @throws Failure NOT_READY where none of them has a bundle that can be verified; USAGE
 */
export async function connect(options: ConnectOptions, doors?: Doors): Promise<Client> {
  // What a host imports at its start costs next to nothing; all of it is needed only here.
  const door = await import("./connect.ts");
  return door.connect(options, doors);
}
