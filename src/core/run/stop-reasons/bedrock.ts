import type { StopReasons } from "../stop-meaning.ts";

/** `stopReason` of Converse. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const bedrock: StopReasons = {
  providers: ["amazon-bedrock", "bedrock"],
  meanings: {
    end_turn: "finish",
    stop_sequence: "finish",
    tool_use: "tools",
    max_tokens: "truncated",
    model_context_window_exceeded: "truncated",
    guardrail_intervened: "refused",
    content_filtered: "refused",
    malformed_model_output: "error",
    malformed_tool_use: "error",
  },
};
