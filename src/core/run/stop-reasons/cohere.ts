import type { StopReasons } from "../stop-meaning.ts";

/** `finish_reason` of Cohere's chat. https://docs.cohere.com/reference/chat */
export const cohere: StopReasons = {
  providers: ["cohere"],
  meanings: {
    COMPLETE: "finish",
    STOP_SEQUENCE: "finish",
    MAX_TOKENS: "truncated",
    TOOL_CALL: "tools",
    ERROR: "error",
    TIMEOUT: "error",
  },
};
