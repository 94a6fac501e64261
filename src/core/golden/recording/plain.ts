import { isDigest } from "../../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { ModelMessage, ModelReply } from "../exchange.ts";
import { type RecordedExchange, type Recording, recordingFormat, type Setup } from "./recording.ts";

/** What a recording's file says, before anybody has asked whether it is true. */
export interface RecordingDocument extends Pick<Recording, "contract" | "task"> {
  readonly setups: readonly Setup[];
  readonly trials: readonly { readonly repeat: number; readonly exchanges: readonly ExchangeDocument[] }[];
}

export interface ExchangeDocument extends Omit<RecordedExchange, "setup"> {
  readonly setup: number;
}

/**
 * Reads a document that is as `encodeRecording` writes it. It is `null` for whatever is not: the schema reads that, or
 * says what is wrong. Asked first, because the schema takes ten times as long, which was a fifth of a replay; a test
 * holds both to the same answer.
 */
export function plainDocument(value: Json): RecordingDocument | null {
  if (!holds(value, ["format", "contract", "task", "setups", "trials"]) || value["format"] !== recordingFormat)
    return null;
  const { contract, task } = value;
  const setups = listOf(value["setups"], setupIn);
  const trials = listOf(value["trials"], trialIn);
  const isPlain = isText(contract) && isText(task) && setups !== null && trials !== null;
  return isPlain ? { contract, task, setups, trials } : null;
}

function setupIn(value: Json): Setup | null {
  if (!holds(value, ["model", "system", "tools", "output"])) return null;
  const { model, system, tools, output } = value;
  const isPlain =
    isJsonObject(model) &&
    isText(model["provider"]) &&
    isText(model["name"]) &&
    !Object.hasOwn(model, "__proto__") &&
    isDigest(system) &&
    isJsonArray(tools) &&
    tools.every((tool) => holds(tool, ["name", "digest"]) && isText(tool["name"]) && isDigest(tool["digest"])) &&
    (output === null || isDigest(output));
  return isPlain ? (value as unknown as Setup) : null;
}

function trialIn(value: Json): RecordingDocument["trials"][number] | null {
  if (!holds(value, ["repeat", "exchanges"])) return null;
  const { repeat } = value;
  const exchanges = listOf(value["exchanges"], exchangeIn);
  return isCount(repeat) && exchanges !== null ? { repeat, exchanges } : null;
}

function exchangeIn(value: Json): ExchangeDocument | null {
  if (!holds(value, ["asks", "setup", "messages", "reply", "seal"], ["continues"])) return null;
  const { asks, setup, continues = false, seal } = value;
  const messages = listOf(value["messages"], messageIn);
  const reply = replyIn(value["reply"]);
  const isPlain = isDigest(asks) && isDigest(seal) && isCount(setup) && typeof continues === "boolean";
  return isPlain && messages !== null && reply !== null ? { asks, setup, continues, messages, reply, seal } : null;
}

function messageIn(value: Json): ModelMessage | null {
  if (!holds(value, ["role", "content"], ["calls", "call_id", "opaque"])) return null;
  const { role, calls, call_id, opaque = null } = value;
  const content = textIn(value["content"]);
  const isPlain =
    (role === "user" || role === "assistant" || role === "tool") &&
    content !== null &&
    (calls === undefined || areCalls(calls)) &&
    (call_id === undefined || isText(call_id));
  if (!isPlain) return null;
  const said = {
    role,
    content,
    ...(calls === undefined ? {} : { calls }),
    ...(call_id === undefined ? {} : { call_id }),
  };
  return { said, opaque } as unknown as ModelMessage;
}

function replyIn(value: Json | undefined): ModelReply | null {
  if (!holds(value, ["text", "stop_reason_raw", "tokens", "seconds"], ["calls", "opaque"])) return null;
  const { calls = [], stop_reason_raw, seconds, opaque = null } = value;
  const text = textIn(value["text"]);
  const tokens = tokensIn(value["tokens"]);
  const isPlain =
    text !== null &&
    areCalls(calls) &&
    (stop_reason_raw === null || isText(stop_reason_raw)) &&
    tokens !== undefined &&
    typeof seconds === "number" &&
    seconds >= 0;
  return isPlain ? ({ text, calls, stop_reason_raw, tokens, seconds, opaque } as unknown as ModelReply) : null;
}

/** In the order of the schema: a replay is the same to the byte. `undefined` where it is not plain. */
function tokensIn(value: Json | undefined): ModelReply["tokens"] | undefined {
  if (value === null) return null;
  if (!holds(value, ["input", "output", "cached", "cache_write", "reasoning"])) return undefined;
  const { input, output, cached, cache_write, reasoning } = value;
  const isPlain =
    isCount(input) && isCount(output) && [cached, cache_write, reasoning].every((one) => one === null || isCount(one));
  return isPlain ? ({ input, output, cached, cache_write, reasoning } as ModelReply["tokens"]) : undefined;
}

function areCalls(value: Json | undefined): boolean {
  return (
    isJsonArray(value) &&
    value.every(
      (call) =>
        holds(call, ["id", "name", "arguments"]) &&
        isText(call["id"]) &&
        isText(call["name"]) &&
        (isText(call["arguments"]) || isJsonObject(call["arguments"])),
    )
  );
}

/** An object with these keys and no others. */
function holds(value: Json | undefined, keys: readonly string[], more: readonly string[] = []): value is JsonObject {
  if (!isJsonObject(value)) return false;
  let known = 0;
  for (const key of keys) {
    if (!Object.hasOwn(value, key)) return false;
    known += 1;
  }
  for (const key of more) if (Object.hasOwn(value, key)) known += 1;
  return Object.keys(value).length === known;
}

function listOf<Part>(value: Json | undefined, read: (part: Json) => Part | null): readonly Part[] | null {
  if (!isJsonArray(value)) return null;
  const parts: Part[] = [];
  for (const one of value) {
    const part = read(one);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}

/** A text, or its lines. */
function textIn(value: Json | undefined): string | null {
  if (isText(value)) return value;
  return isJsonArray(value) && value.every(isText) ? value.join("\n") : null;
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string";
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
