import type { Decision, Message } from "../contract/contract.ts";
import type { Json, JsonObject } from "../json.ts";

/** Input includes what was cached and written to a cache; output includes reasoning. `null` is not measured. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cached: number | null;
  readonly cache_write: number | null;
  readonly reasoning: number | null;
}

/** One tool call of a run. Calls of the same step were made in parallel. */
export interface Call {
  readonly id: string;
  readonly turn: number;
  readonly step: number;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly result: Json;
  /** `null` where the call succeeded. */
  readonly error: string | null;
  readonly decision: Decision | null;
}

/** A message of a conversation as it went, tool calls and their results included. */
export type Said =
  | (Message & Telemetry)
  | ({ readonly role: "assistant"; readonly content: string; readonly calls: readonly AskedCall[] } & Telemetry)
  | { readonly role: "tool"; readonly content: string; readonly call_id: string };

/** What was measured of one answer of a model; a field that is not there was not measured. */
export interface Telemetry {
  readonly tokens?: Tokens | null;
  readonly stop_reason_raw?: string | null;
}

/** A call that a model asks for; its arguments as text where they are not a JSON object. */
export interface AskedCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject | string;
}

/** What an agent says it did: the measured part of a run record, with what it answered. */
export interface AgentAnswer {
  readonly stop_reason: string;
  /** What the provider called it, the last time that a model was asked. */
  readonly stop_reason_raw: string | null;
  readonly steps: number | null;
  readonly tokens: Tokens | null;
  /** Of the agent alone, without the time of starting it. */
  readonly seconds: number | null;
  readonly spend_usd: number | null;
  /** The final answer: text, or JSON where the contract asks for it. */
  readonly output: Json;
  /** `null`: not reported, which is not the same as none. */
  readonly calls: readonly Call[] | null;
  readonly transcript: readonly Said[] | null;
}

/** The mark of a call for which a golden task simulates nothing. */
export const unansweredCall = "UNANSWERED_CALL";
