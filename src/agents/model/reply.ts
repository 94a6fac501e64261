import type { ModelCall, ModelReply } from "../../core/golden/exchange.ts";
import { deepestJson, isJsonObject, isNestedDeeper, type Json, type JsonObject, parseJson } from "../../core/json.ts";
import type { Tokens } from "../../core/run/record.ts";
import { tokensOf } from "../../core/run/usage.ts";
import { refusalIn, stopReasonIn } from "./body.ts";
import type { LanguageModelV3Content, LanguageModelV3GenerateResult, LanguageModelV3Usage } from "./load.ts";

type ToolCall = Extract<LanguageModelV3Content, { type: "tool-call" }>;

/** What the SDK read out of an answer. Calls that the provider carries out itself are none of ours. */
export function readReply(result: LanguageModelV3GenerateResult, seconds: number): ModelReply {
  const body = asJson(result.response?.body);
  return {
    text: result.content.map((part) => (part.type === "text" ? part.text : "")).join("") || refusalIn(body),
    calls: result.content.flatMap((part) => (isOurs(part) ? [readCall(part)] : [])),
    stop_reason_raw: stopReasonIn(body) ?? result.finishReason.raw ?? null,
    tokens: tokensOf(asJson(result.usage.raw)) ?? commonTokens(result.usage),
    seconds,
    opaque: keep(result.content),
  };
}

function isOurs(part: LanguageModelV3Content): part is ToolCall {
  return part.type === "tool-call" && part.providerExecuted !== true;
}

function readCall({ toolCallId, toolName, input }: ToolCall): ModelCall {
  return { id: toolCallId, name: toolName, arguments: readArguments(input) };
}

/** No text at all is how some providers say that there are no arguments; what has no end is not taken for any. */
function readArguments(input: string): JsonObject | string {
  const value = input.trim() === "" ? {} : parseJson(input);
  return isJsonObject(value) && !isNestedDeeper(value, deepestJson) ? value : input;
}

/** The SDK's own sums. It writes 0 for what nobody counted, and nobody answers without having read anything. */
function commonTokens({ inputTokens, outputTokens }: LanguageModelV3Usage): Tokens | null {
  if ((inputTokens.total ?? 0) === 0 || outputTokens.total === undefined) return null;
  return {
    input: inputTokens.total ?? 0,
    output: outputTokens.total,
    cached: inputTokens.cacheRead ?? null,
    cache_write: inputTokens.cacheWrite ?? null,
    reasoning: outputTokens.reasoning ?? null,
  };
}

/**
 * The parts of an answer as they have to be sent back. `null` where they hold no more than its text and calls.
 * Shape: an assistant's content in a prompt of the SDK, version 3 of its specification.
 */
function keep(content: readonly LanguageModelV3Content[]): Json {
  const parts = content.flatMap((part) => keepPart(part));
  return parts.every(isPlain) ? null : parts;
}

function keepPart(part: LanguageModelV3Content): readonly JsonObject[] {
  const metadata = asJson(part.providerMetadata);
  const extra: JsonObject = metadata === null ? {} : { providerOptions: metadata };
  switch (part.type) {
    case "text":
    case "reasoning":
      return [{ type: part.type, text: part.text, ...extra }];
    case "tool-call": {
      const input = readArguments(part.input);
      const executed: JsonObject = part.providerExecuted === true ? { providerExecuted: true } : {};
      const { toolCallId, toolName } = part;
      const sent = isJsonObject(input) ? input : {};
      return [{ type: "tool-call", toolCallId, toolName, input: sent, ...executed, ...extra }];
    }
    case "tool-result": {
      const { toolCallId, toolName, result, isError } = part;
      const type = isError === true ? "error-json" : "json";
      return [{ type: "tool-result", toolCallId, toolName, output: { type, value: asJson(result) }, ...extra }];
    }
    case "file":
      return typeof part.data === "string"
        ? [{ type: "file", data: part.data, mediaType: part.mediaType, ...extra }]
        : [];
    case "source":
    case "tool-approval-request":
      return [];
  }
}

function isPlain(part: JsonObject): boolean {
  const { type, providerOptions, providerExecuted } = part;
  if (providerOptions !== undefined || providerExecuted === true) return false;
  return type === "text" || type === "tool-call";
}

/** Without what JSON cannot say. */
function asJson(value: unknown): Json {
  return value === undefined || value === null ? null : (JSON.parse(JSON.stringify(value)) as Json);
}
