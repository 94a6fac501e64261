import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { modelSettingProblems } from "../../../../src/core/provider/limits/model-setting.ts";
import { snapshotAdvice } from "../../../../src/core/provider/limits/snapshot.ts";
import { providerCalled, type ProviderName } from "../../../../src/core/provider/names.ts";

describe("settings that a model refuses", () => {
  const cold = { temperature: 0 };

  test.each<[ProviderName, string, JsonObject, readonly string[]]>([
    // OpenAI: models that reason take no sampling settings
    ["openai", "gpt-5-mini", cold, ["temperature"]],
    ["openai", "gpt-5-mini-2025-08-07", { temperature: 0.2, top_p: 0.5 }, ["temperature", "top_p"]],
    ["openai", "gpt-5", { temperature: 1, top_p: 1 }, []],
    ["openai", "o4-mini", cold, ["temperature"]],
    ["openai", "o3-2025-04-16", cold, ["temperature"]],
    ["openai", "gpt-4.1", cold, []],
    ["openai", "gpt-4o-2024-11-20", { temperature: 2, top_p: 0.1 }, []],
    ["openai", "gpt-4o", { temperature: 2.1 }, ["temperature"]],
    ["openai", "gpt-5-chat-latest", cold, []],
    // … from 5.1 on while they do not reason
    ["openai", "gpt-5.1", cold, []],
    ["openai", "gpt-5.1", { ...cold, reasoning_effort: "none" }, []],
    ["openai", "gpt-5.1-2025-11-13", { ...cold, reasoning_effort: "low" }, ["temperature"]],
    ["openai", "gpt-5.4-mini", { top_p: 0.5, reasoning_effort: "high" }, ["top_p"]],
    ["openai", "gpt-5.2-chat-latest", { ...cold, reasoning_effort: "high" }, []],
    ["openai", "gpt-6-sol", { ...cold, reasoning_effort: "low" }, []],
    ["openai", "ft:gpt-5:acme", cold, []],
    // … and efforts
    ["openai", "gpt-4.1", { reasoning_effort: "low" }, ["reasoning_effort"]],
    ["openai", "gpt-5", { reasoning_effort: "none" }, ["reasoning_effort"]],
    ["openai", "gpt-5", { reasoning_effort: "minimal" }, []],
    ["openai", "o3", { reasoning_effort: "minimal" }, ["reasoning_effort"]],
    ["openai", "gpt-5.2", { reasoning_effort: "none" }, []],
    ["openai", "gpt-7", { reasoning_effort: "hard" }, ["reasoning_effort"]],
    ["openai", "gpt-7", { top_k: 1, reasoning_tokens: 2000 }, ["top_k", "reasoning_tokens"]],
    // Anthropic
    ["anthropic", "claude-sonnet-4-5", { seed: 1 }, ["seed"]],
    ["anthropic", "claude-3-5-haiku-20241022", { temperature: 1.2 }, ["temperature"]],
    ["anthropic", "claude-3-5-haiku-20241022", { temperature: 0.5, top_p: 0.5, top_k: 5 }, []],
    ["anthropic", "claude-sonnet-4-20250514", { temperature: 0.5, top_p: 0.5 }, []],
    ["anthropic", "claude-sonnet-4-5-20250929", { temperature: 0.5, top_p: 0.5 }, ["top_p"]],
    ["anthropic", "claude-opus-4-20250514", { temperature: 0.5, top_p: 0.5 }, []],
    ["anthropic", "claude-opus-4-1-20250805", { temperature: 0.5, top_p: 0.5 }, ["top_p"]],
    ["anthropic", "claude-haiku-4-5", { temperature: 0.5, top_p: 0.5 }, ["top_p"]],
    ["anthropic", "claude-opus-4-6", { temperature: 0.5, top_p: 0.5 }, ["top_p"]],
    ["anthropic", "claude-opus-4-6", { temperature: 0.5 }, []],
    ["anthropic", "claude-opus-4-7", { temperature: 0.5, top_p: 0.5, top_k: 5 }, ["temperature", "top_p", "top_k"]],
    ["anthropic", "claude-opus-4-7", { temperature: 1 }, []],
    ["anthropic", "claude-sonnet-5", { temperature: 0.5 }, ["temperature"]],
    ["anthropic", "claude-fable-5-1", { top_k: 5 }, ["top_k"]],
    ["anthropic", "claude-next", { temperature: 0.5, top_p: 0.5, top_k: 5 }, []],
    // … thinking
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 1024, max_output_tokens: 2048 }, []],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 1023 }, ["reasoning_tokens"]],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 2048, max_output_tokens: 2048 }, ["reasoning_tokens"]],
    [
      "anthropic",
      "claude-sonnet-4-5",
      { reasoning_tokens: 2048, temperature: 0.5, top_k: 5 },
      ["temperature", "top_k"],
    ],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 2048, temperature: 1, top_p: 0.9 }, ["top_p", "top_p"]],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 2048, top_p: 0.95 }, []],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 2048, tool_choice: "required" }, ["tool_choice"]],
    ["anthropic", "claude-sonnet-4-5", { reasoning_tokens: 2048, tool_choice: "auto" }, []],
    ["anthropic", "claude-opus-4-8", { reasoning_tokens: 2048 }, ["reasoning_tokens"]],
    ["anthropic", "claude-opus-5", { reasoning_tokens: 2048 }, ["reasoning_tokens"]],
    ["anthropic", "claude-sonnet-5", { reasoning_tokens: 2048 }, []],
    ["anthropic", "claude-opus-4-8", { reasoning_tokens: 0, tool_choice: "required" }, []],
    ["anthropic", "claude-opus-4-6", { reasoning_effort: "xhigh" }, ["reasoning_effort"]],
    ["anthropic", "claude-opus-4-7", { reasoning_effort: "xhigh" }, []],
    ["anthropic", "claude-opus-4-7", { reasoning_effort: "minimal" }, ["reasoning_effort"]],
    // Gemini
    ["gemini", "gemini-2.5-flash", { temperature: 2, top_k: 40, seed: 1, reasoning_tokens: 1024 }, []],
    ["gemini", "gemini-2.5-flash", { temperature: 2.5 }, ["temperature"]],
    ["gemini", "gemini-2.5-flash", { reasoning_effort: "low" }, ["reasoning_effort"]],
    ["gemini", "gemini-3-pro", { reasoning_effort: "low" }, []],
    ["gemini", "gemini-3-pro", { reasoning_effort: "low", reasoning_tokens: 1024 }, ["reasoning_effort"]],
    ["gemini", "gemini-3-pro", { reasoning_effort: "max" }, ["reasoning_effort"]],
    ["gemini", "gemini-3-pro", { parallel_tool_calls: true }, ["parallel_tool_calls"]],
    // MCP runs no model
    ["mcp", "gpt-5", { ...cold, seed: 1, top_k: 1 }, []],
  ])("%s %s %j", (provider, name, settings, expected) => {
    const found = modelSettingProblems(provider, { provider, name, ...settings });
    expect(found.flatMap(({ path }) => path)).toEqual(expected);
    for (const { problem } of found) expect(problem).not.toBe("");
  });
});

describe("names that move", () => {
  test.each([
    ["openai", "gpt-5-mini", "gpt-5-mini-2025-08-07"],
    ["openai", "gpt-4o", "gpt-4o-2024-11-20"],
    ["openai", "gpt-5-mini-2025-08-07", null],
    ["openai", "gpt-5-mini-2026-01-15", null],
    ["openai", "gpt-5-chat-latest", null],
    ["openai", "gpt-6-sol", null],
    ["anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929"],
    ["anthropic", "claude-3-7-sonnet-latest", "claude-3-7-sonnet-20250219"],
    ["anthropic", "claude-sonnet-4-5-20250929", null],
    ["anthropic", "claude-opus-4-6", null],
    ["gemini", "gemini-flash-latest", "a stable model such as gemini-2.5-flash"],
    ["gemini", "gemini-2.5-flash", null],
    ["mcp", "gpt-5-mini", null],
  ] as const)("%s %s: %s", (provider, name, pinned) => {
    expect(snapshotAdvice(provider, { provider, name })?.pinned ?? null).toBe(pinned);
  });
});

describe("what a contract calls a provider", () => {
  test.each([
    ["openai", "openai"],
    ["google", "gemini"],
    ["gemini", "gemini"],
    ["anthropic", "anthropic"],
    ["mistral", null],
    ["OpenAI", null],
  ] as const)("%s is %s", (name, provider) => {
    expect(providerCalled(name)).toBe(provider);
  });
});
