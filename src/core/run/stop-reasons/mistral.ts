import type { StopReasons } from "../stop-meaning.ts";

/** `finish_reason` of Mistral's chat completions. https://docs.mistral.ai/api/endpoint/chat */
export const mistral: StopReasons = {
  providers: ["mistral"],
  meanings: {
    stop: "finish",
    length: "truncated",
    model_length: "truncated",
    tool_calls: "tools",
    error: "error",
  },
};
