/** The public door `promptctl/client`: what runs in production, in processes that must not fail because of us. */
export { Failure } from "../core/failure.ts";
export type { Checkpoint } from "../core/run/checkpoint.ts";
export type { ProviderName } from "../core/provider/names.ts";
export type { Tokens } from "../core/run/record.ts";
export type { Refusal, RefusalReason } from "./accept.ts";
export { type Client, connect } from "./connect.ts";
export type { Doors } from "./doors.ts";
export type { Activated, ClientEvents } from "./events.ts";
export type { ConnectOptions } from "./options.ts";
export type { Pin } from "./pin.ts";
export type { Session, Stop } from "./session.ts";
export type { ClientState, StateKind } from "./state.ts";
