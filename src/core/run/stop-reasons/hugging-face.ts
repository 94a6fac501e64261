import type { StopReasons } from "../stop-meaning.ts";
import { openai } from "./openai.ts";

/** What text-generation-inference adds. https://huggingface.co/docs/inference-providers/tasks/text-generation */
export const huggingFace: StopReasons = {
  providers: ["huggingface"],
  meanings: { ...openai.meanings, eos_token: "finish", stop_sequence: "finish", error: "error" },
};
