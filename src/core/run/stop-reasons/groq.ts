import type { StopReasons } from "../stop-meaning.ts";
import { chatCompletions } from "./chat-completions.ts";

/** Groq's chat completions, and its codes for a model that wrote what it may not. https://console.groq.com/docs/errors */
export const groq: StopReasons = {
  providers: ["groq"],
  meanings: { ...chatCompletions.meanings, tool_use_failed: "error", json_validate_failed: "error" },
};
