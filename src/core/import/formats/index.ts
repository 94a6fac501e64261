import type { ImportFormat } from "../translation.ts";
import { anthropic } from "./anthropic.ts";
import { gemini } from "./gemini.ts";
import { mcp } from "./mcp.ts";
import { openai } from "./openai.ts";

export const importFormats: readonly ImportFormat[] = [mcp, openai, anthropic, gemini];
