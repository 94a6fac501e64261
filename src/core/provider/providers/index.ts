import type { ProviderName } from "../names.ts";
import type { Provider } from "../provider.ts";
import { aiSdk } from "./ai-sdk.ts";
import { anthropic } from "./anthropic.ts";
import { gemini } from "./gemini.ts";
import { mcp } from "./mcp.ts";
import { openai } from "./openai.ts";

export const providers: Readonly<Record<ProviderName, Provider>> = {
  openai,
  anthropic,
  gemini,
  mcp,
  "ai-sdk": aiSdk,
};
