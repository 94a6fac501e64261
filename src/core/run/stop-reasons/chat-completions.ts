import type { StopReasons } from "../stop-meaning.ts";

/**
 * `finish_reason` of chat completions, which most providers speak.
 * https://platform.openai.com/docs/api-reference/chat/object
 */
export const chatCompletions: StopReasons = {
  providers: ["openai-compatible", "togetherai", "fireworks", "cerebras", "deepinfra", "perplexity"],
  meanings: {
    stop: "finish",
    length: "truncated",
    tool_calls: "tools",
    function_call: "tools",
    content_filter: "refused",
    // Where the answer is in `message.refusal`, its `finish_reason` is "stop" all the same.
    refusal: "refused",
  },
};
