/** The public door `promptctl/client`: what runs in production, in processes that must not fail because of us. */
export { Failure } from "../core/failure.ts";
export type { Checkpoint } from "../core/run/checkpoint.ts";
export type { ProviderName } from "../core/provider/names.ts";
export type { Tokens } from "../core/run/record.ts";
export { type Client, type ClientState, connect, type ConnectOptions } from "./connect.ts";
export type { Doors } from "./doors.ts";
export type { Pin } from "./pin.ts";
export type { Session, Stop } from "./session.ts";
