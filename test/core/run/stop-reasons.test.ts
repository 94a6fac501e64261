import { describe, expect, test } from "vitest";
import { meaningOf, stopReasons } from "../../../src/core/run/stop-reasons/index.ts";

describe("what a stop reason means", () => {
  test.each([
    ["openai", "completed", "finish"],
    ["openai", "max_output_tokens", "truncated"],
    ["openai", "content_filter", "refused"],
    ["openai", "refusal", "refused"],
    ["openai.chat", "stop", "finish"],
    ["openai.chat", "length", "truncated"],
    ["openai-compatible", "tool_calls", "tools"],
    ["anthropic", "end_turn", "finish"],
    ["anthropic", "tool_use", "tools"],
    ["anthropic", "pause_turn", "paused"],
    ["anthropic", "refusal", "refused"],
    ["anthropic", "model_context_window_exceeded", "truncated"],
    ["google", "STOP", "finish"],
    ["gemini", "SAFETY", "refused"],
    ["google", "MALFORMED_FUNCTION_CALL", "error"],
    ["google-vertex", "MAX_TOKENS", "truncated"],
    ["amazon-bedrock", "guardrail_intervened", "refused"],
    ["mistral", "model_length", "truncated"],
    ["deepseek", "insufficient_system_resource", "error"],
    ["openrouter", "error", "error"],
    ["cohere", "COMPLETE", "finish"],
    ["groq", "stop", "finish"],
    ["groq", "tool_use_failed", "error"],
    ["xai", "completed", "finish"],
    ["huggingface", "eos_token", "finish"],
    ["somebody-new", "stop", "finish"],
  ])("%s: %s is %s", (provider, raw, meaning) => {
    expect(meaningOf(provider, raw)).toBe(meaning);
  });

  test.each([
    ["openai", "a new one"],
    ["anthropic", "STOP"],
    ["google", "FINISH_REASON_UNSPECIFIED"],
    ["somebody-new", "done"],
    ["openai", "constructor"],
    ["openai", null],
  ])("%s: %s is not known", (provider, raw) => {
    expect(meaningOf(provider, raw)).toBeNull();
  });

  test("no provider is in two tables", () => {
    const names = stopReasons.flatMap(({ providers }) => providers);
    expect(names).toEqual([...new Set(names)]);
  });
});
