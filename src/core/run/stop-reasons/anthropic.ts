import type { StopReasons } from "../stop-meaning.ts";

/** `stop_reason` of messages. https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons */
export const anthropic: StopReasons = {
  providers: ["anthropic", "google-vertex.anthropic"],
  meanings: {
    end_turn: "finish",
    stop_sequence: "finish",
    tool_use: "tools",
    max_tokens: "truncated",
    model_context_window_exceeded: "truncated",
    refusal: "refused",
    pause_turn: "paused",
    // It has written its summary of the conversation, and has not answered yet.
    compaction: "paused",
  },
};
