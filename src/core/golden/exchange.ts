import type { Model, Output, Tool } from "../contract/contract.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Said, Tokens } from "../run/record.ts";

/** A tool as far as a model is told of it. */
export type OfferedTool = Pick<Tool, "name" | "description" | "input" | "provider_tool">;

/** What a model is asked. All that can change its answer is here, and nothing else: its digest names the recording. */
export interface ModelRequest {
  readonly model: Model;
  readonly system: string;
  readonly tools: readonly OfferedTool[];
  /** `null` where the provider is to enforce nothing. */
  readonly output: Pick<Output, "schema"> | null;
  readonly messages: readonly ModelMessage[];
  /** Which trial of the task asks, from 0: two trials of one request have two answers. */
  readonly repeat: number;
}

/** A message, and what the provider wants to see again with it, word for word (a signature of its reasoning). */
export interface ModelMessage {
  readonly said: Said;
  readonly opaque: Json;
}

/** What a model answered, nothing added: what its stop reason means is decided where it is read. */
export interface ModelReply {
  readonly text: string;
  readonly calls: readonly ModelCall[];
  readonly stop_reason_raw: string | null;
  readonly tokens: Tokens | null;
  /** Of the exchange that succeeded, without attempts that failed and the waits between them. */
  readonly seconds: number;
  readonly opaque: Json;
}

/** A call that a model asks for; its arguments as text where they are not a JSON object. */
export interface ModelCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject | string;
}

/**
 * Asks a model once. Whoever implements it retries what is transient, and throws what is not.
 *
 * @param most seconds that the model may take, pauses between attempts not counted: after them it has answered
 *   nothing, for no reason that it told
 */
export type AskModel = (request: ModelRequest, signal: AbortSignal, most?: number) => Promise<ModelReply>;
