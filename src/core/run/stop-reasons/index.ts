import type { StopMeaning, StopReasons } from "../stop-meaning.ts";
import { anthropic } from "./anthropic.ts";
import { bedrock } from "./bedrock.ts";
import { chatCompletions } from "./chat-completions.ts";
import { cohere } from "./cohere.ts";
import { deepseek } from "./deepseek.ts";
import { gemini } from "./gemini.ts";
import { groq } from "./groq.ts";
import { huggingFace } from "./hugging-face.ts";
import { mistral } from "./mistral.ts";
import { openai } from "./openai.ts";
import { openrouter } from "./openrouter.ts";
import { xai } from "./xai.ts";

export const stopReasons: readonly StopReasons[] = [
  anthropic,
  bedrock,
  chatCompletions,
  cohere,
  deepseek,
  gemini,
  groq,
  huggingFace,
  mistral,
  openai,
  openrouter,
  xai,
];

/**
 * What a provider's stop reason means; `null` where nobody here knows. Who is in no table is taken to speak
 * chat completions, as nearly all do.
 */
export function meaningOf(provider: string, raw: string | null): StopMeaning | null {
  if (raw === null) return null;
  const { meanings } = stopReasons.find(({ providers }) => providers.includes(provider)) ?? chatCompletions;
  return Object.hasOwn(meanings, raw) ? (meanings[raw] ?? null) : null;
}
