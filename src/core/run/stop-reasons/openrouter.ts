import type { StopReasons } from "../stop-meaning.ts";

/** `finish_reason` as OpenRouter unifies it. https://openrouter.ai/docs/api-reference/overview#finish-reason */
export const openrouter: StopReasons = {
  providers: ["openrouter"],
  meanings: {
    stop: "finish",
    length: "truncated",
    content_filter: "refused",
    tool_calls: "tools",
    error: "error",
  },
};
