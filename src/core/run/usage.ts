import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Tokens } from "./record.ts";

/**
 * The tokens of one answer, from the counts of whoever gave it. Input is everything that was read, output
 * everything that was written:
 *
 * | format           | input                                                  | output                                  |
 * | ---------------- | ------------------------------------------------------ | --------------------------------------- |
 * | chat completions | prompt_tokens                                          | completion_tokens                       |
 * | responses        | input_tokens                                           | output_tokens                           |
 * | messages         | input_tokens + what was read from and written to caches | output_tokens                          |
 * | generateContent  | promptTokenCount + toolUsePromptTokenCount             | candidatesTokenCount + thoughtsTokenCount |
 * | Converse         | inputTokens + what was read from and written to caches | outputTokens                            |
 *
 * @returns `null` where the format is none of these
 */
export function tokensOf(usage: Json): Tokens | null {
  if (!isJsonObject(usage)) return null;
  const form = forms.find(({ mark }) => count(usage, mark) !== null);
  return form?.read(usage) ?? null;
}

const forms: readonly { readonly mark: string; readonly read: (usage: JsonObject) => Tokens }[] = [
  { mark: "prompt_tokens", read: ofChatCompletions },
  { mark: "input_tokens", read: (usage) => (isDetailed(usage) ? ofResponses(usage) : ofMessages(usage)) },
  { mark: "promptTokenCount", read: ofGenerateContent },
  { mark: "inputTokens", read: ofConverse },
];

function ofChatCompletions(usage: JsonObject): Tokens {
  const reasoning = count(usage, "completion_tokens_details", "reasoning_tokens");
  return {
    ...outside(usage, sum(usage, "prompt_tokens"), sum(usage, "completion_tokens"), reasoning),
    cached:
      count(usage, "prompt_tokens_details", "cached_tokens") ??
      // DeepSeek's and Mistral's name for it
      count(usage, "prompt_cache_hit_tokens") ??
      count(usage, "num_cached_tokens"),
    cache_write: count(usage, "prompt_tokens_details", "cache_write_tokens"),
  };
}

function ofResponses(usage: JsonObject): Tokens {
  const reasoning = count(usage, "output_tokens_details", "reasoning_tokens");
  return {
    ...outside(usage, sum(usage, "input_tokens"), sum(usage, "output_tokens"), reasoning),
    cached: count(usage, "input_tokens_details", "cached_tokens"),
    cache_write: count(usage, "input_tokens_details", "cache_write_tokens"),
  };
}

/** "Total input tokens is the summation of input_tokens, cache_creation_input_tokens and cache_read_input_tokens." */
function ofMessages(usage: JsonObject): Tokens {
  // What it read and wrote to shorten the conversation is in no total.
  const iterations = isJsonArray(usage["iterations"]) ? usage["iterations"].filter(isJsonObject) : [];
  const all = [usage, ...iterations.filter(({ type }) => type === "compaction")];
  const total = (...names: readonly string[]): number => all.reduce((so, one) => so + sum(one, ...names), 0);
  const known = (name: string): number | null => (count(usage, name) === null ? null : total(name));
  return {
    input: total("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"),
    output: total("output_tokens"),
    cached: known("cache_read_input_tokens"),
    cache_write: known("cache_creation_input_tokens"),
    reasoning: count(usage, "output_tokens_details", "thinking_tokens"),
  };
}

/** Counts that are 0 are left out of this format. What tools of Google put into the prompt is counted apart. */
function ofGenerateContent(usage: JsonObject): Tokens {
  return {
    input: sum(usage, "promptTokenCount", "toolUsePromptTokenCount"),
    output: sum(usage, "candidatesTokenCount", "thoughtsTokenCount"),
    cached: sum(usage, "cachedContentTokenCount"),
    cache_write: null,
    reasoning: sum(usage, "thoughtsTokenCount"),
  };
}

function ofConverse(usage: JsonObject): Tokens {
  return {
    input: sum(usage, "inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens"),
    output: sum(usage, "outputTokens"),
    cached: count(usage, "cacheReadInputTokens"),
    cache_write: count(usage, "cacheWriteInputTokens"),
    reasoning: null,
  };
}

function isDetailed(usage: JsonObject): boolean {
  return isJsonObject(usage["input_tokens_details"]);
}

/** Reasoning is in the output of nearly everybody; with xAI it stands beside it, which only the total tells. */
function outside(usage: JsonObject, input: number, output: number, reasoning: number | null): Omit<Tokens, Caches> {
  const beside = (reasoning ?? 0) > 0 && count(usage, "total_tokens") === input + output + (reasoning ?? 0);
  return { input, output: beside ? output + (reasoning ?? 0) : output, reasoning };
}

type Caches = "cached" | "cache_write";

function sum(usage: JsonObject, ...names: readonly string[]): number {
  return names.reduce((total, name) => total + (count(usage, name) ?? 0), 0);
}

function count(usage: JsonObject, ...path: readonly string[]): number | null {
  const value = path.reduce<Json>((at, name) => (isJsonObject(at) ? (at[name] ?? null) : null), usage);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
