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
  | Message
  | { readonly role: "assistant"; readonly content: string; readonly calls: readonly AskedCall[] }
  | { readonly role: "tool"; readonly content: string; readonly call_id: string };

/** A call that a model asks for. */
export interface AskedCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** What an agent says it did: the measured part of a run record, with what it answered. */
export interface AgentAnswer {
  readonly stop_reason: string;
  readonly steps: number | null;
  readonly tokens: Tokens | null;
  /** Of the agent alone, without the time of starting it. */
  readonly seconds: number | null;
  readonly spend_usd: number | null;
  /** The final answer: text, or JSON where the contract asks for it. */
  readonly output: Json;
  readonly calls: readonly Call[];
  readonly transcript: readonly Said[] | null;
}

/** The mark of a call for which a golden task simulates nothing. */
export const unansweredCall = "UNANSWERED_CALL";
