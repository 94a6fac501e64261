import type { ImportFormat } from "../translation.ts";
import { anthropic } from "./anthropic.ts";
import { dotprompt } from "./dotprompt.ts";
import { gemini } from "./gemini.ts";
import { githubModels } from "./github-models.ts";
import { mcp } from "./mcp.ts";
import { openai } from "./openai.ts";
import { promptfoo } from "./promptfoo.ts";
import { prompty } from "./prompty.ts";

export const importFormats: readonly ImportFormat[] = [
  mcp,
  openai,
  anthropic,
  gemini,
  dotprompt,
  prompty,
  githubModels,
  promptfoo,
];
