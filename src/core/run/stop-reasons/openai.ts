import type { StopReasons } from "../stop-meaning.ts";
import { chatCompletions } from "./chat-completions.ts";

/**
 * OpenAI's Responses API says a `status`, and why where that is "incomplete"; a refusal is a kind of content.
 * https://platform.openai.com/docs/api-reference/responses/object
 */
export const openai: StopReasons = {
  providers: ["openai", "openai.chat", "azure"],
  meanings: {
    ...chatCompletions.meanings,
    completed: "finish",
    max_output_tokens: "truncated",
    failed: "error",
    // Where it says why, that is the stop reason.
    incomplete: "error",
    cancelled: "cancelled",
    // Only an answer in the background is seen before it has ended, and nobody looks again.
    queued: "error",
    in_progress: "error",
  },
};
