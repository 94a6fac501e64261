import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { tokensOf } from "../../../src/core/run/usage.ts";
import type { Tokens } from "../../../src/core/run/record.ts";

const cases: readonly [string, JsonObject, Tokens | null][] = [
  [
    "chat completions: cached and reasoning tokens are parts of the sums",
    {
      prompt_tokens: 100,
      completion_tokens: 40,
      total_tokens: 140,
      prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 10 },
      completion_tokens_details: { reasoning_tokens: 30 },
    },
    { input: 100, output: 40, cached: 64, cache_write: 10, reasoning: 30 },
  ],
  [
    "chat completions: what is not counted is not 0",
    { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    { input: 5, output: 2, cached: null, cache_write: null, reasoning: null },
  ],
  [
    "xAI: the total says that reasoning stands beside the output",
    {
      prompt_tokens: 10,
      completion_tokens: 4,
      total_tokens: 44,
      completion_tokens_details: { reasoning_tokens: 30 },
    },
    { input: 10, output: 34, cached: null, cache_write: null, reasoning: 30 },
  ],
  [
    "DeepSeek: its own name for what is cached",
    { prompt_tokens: 10, completion_tokens: 4, prompt_cache_hit_tokens: 8 },
    { input: 10, output: 4, cached: 8, cache_write: null, reasoning: null },
  ],
  [
    "responses",
    {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 64 },
      output_tokens: 40,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 140,
    },
    { input: 100, output: 40, cached: 64, cache_write: null, reasoning: 30 },
  ],
  [
    "messages: three counts are the input",
    { input_tokens: 3, cache_creation_input_tokens: 20, cache_read_input_tokens: 100, output_tokens: 7 },
    { input: 123, output: 7, cached: 100, cache_write: 20, reasoning: null },
  ],
  [
    "messages: a compaction is not in the totals",
    {
      input_tokens: 10,
      output_tokens: 5,
      iterations: [
        { type: "compaction", input_tokens: 1_000, output_tokens: 50 },
        { type: "message", input_tokens: 10, output_tokens: 5 },
      ],
    },
    { input: 1_010, output: 55, cached: null, cache_write: null, reasoning: null },
  ],
  [
    "generateContent: thoughts are output, results of Google's tools are input",
    {
      promptTokenCount: 50,
      cachedContentTokenCount: 20,
      toolUsePromptTokenCount: 9,
      candidatesTokenCount: 7,
      thoughtsTokenCount: 30,
      totalTokenCount: 96,
    },
    { input: 59, output: 37, cached: 20, cache_write: null, reasoning: 30 },
  ],
  [
    "Converse",
    { inputTokens: 3, cacheReadInputTokens: 100, cacheWriteInputTokens: 20, outputTokens: 7, totalTokens: 130 },
    { input: 123, output: 7, cached: 100, cache_write: 20, reasoning: null },
  ],
  ["another format", { tokens: 7 }, null],
];

describe("the tokens of an answer", () => {
  test.each(cases)("%s", (_, usage, tokens) => {
    expect(tokensOf(usage)).toEqual(tokens);
  });

  test("nothing said is nothing measured", () => {
    expect(tokensOf(null)).toBeNull();
  });
});
