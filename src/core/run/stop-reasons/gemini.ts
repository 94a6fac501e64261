import type { StopReasons } from "../stop-meaning.ts";

/**
 * `finishReason` of a candidate, and `blockReason` of a prompt that got none. Calls of tools end with STOP.
 * https://ai.google.dev/api/generate-content#FinishReason
 */
export const gemini: StopReasons = {
  providers: ["google", "gemini", "google-vertex"],
  meanings: {
    STOP: "finish",
    MAX_TOKENS: "truncated",
    SAFETY: "refused",
    RECITATION: "refused",
    BLOCKLIST: "refused",
    PROHIBITED_CONTENT: "refused",
    SPII: "refused",
    MODEL_ARMOR: "refused",
    JAILBREAK: "refused",
    IMAGE_SAFETY: "refused",
    IMAGE_PROHIBITED_CONTENT: "refused",
    IMAGE_RECITATION: "refused",
    // The model went wrong, or cannot do it: nobody declined anything.
    LANGUAGE: "error",
    MALFORMED_FUNCTION_CALL: "error",
    MALFORMED_RESPONSE: "error",
    UNEXPECTED_TOOL_CALL: "error",
    TOO_MANY_TOOL_CALLS: "error",
    MISSING_THOUGHT_SIGNATURE: "error",
    NO_IMAGE: "error",
    IMAGE_OTHER: "error",
    OTHER: "error",
    CONTINUATION: "paused",
  },
};
