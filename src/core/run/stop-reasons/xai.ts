import type { StopReasons } from "../stop-meaning.ts";
import { openai } from "./openai.ts";

/** xAI speaks both of OpenAI's formats. https://docs.x.ai/docs/api-reference */
export const xai: StopReasons = { providers: ["xai"], meanings: openai.meanings };
