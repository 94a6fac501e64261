import type { StopReasons } from "../stop-meaning.ts";

/** `finish_reason` of DeepSeek's chat completions. https://api-docs.deepseek.com/api/create-chat-completion */
export const deepseek: StopReasons = {
  providers: ["deepseek"],
  meanings: {
    stop: "finish",
    length: "truncated",
    content_filter: "refused",
    tool_calls: "tools",
    insufficient_system_resource: "error",
  },
};
