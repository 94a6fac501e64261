/** In whose words a request is said: those of `core/provider`, or those that the SDK has for all. */
export type Wording = "openai" | "anthropic" | "gemini" | "chat" | "common";

/** Where a provider's models come from, and what of the environment they need. */
export interface ModelPackage {
  readonly name: string;
  /** The major that goes with `ai` 6; `null` where it is not known here. */
  readonly major: number | null;
  /** The function that it exports, where that cannot be told from its name. */
  readonly create: string | null;
  /** Which of its makers of models; `null` is its usual one. */
  readonly maker: string | null;
  readonly key: string;
  readonly keyNeeded: boolean;
  readonly address: string;
  readonly addressNeeded: boolean;
  /** What an address has to end with: providers document it with and without. */
  readonly version: string | null;
  readonly wording: Wording;
}

export const sdkMajor = 6;

/** The package of a provider as contracts call it. Any other name is that of a package of the SDK. */
export function packageOf(provider: string): ModelPackage {
  return (Object.hasOwn(packages, provider) ? packages[provider] : undefined) ?? unlisted(provider);
}

const packages: Readonly<Record<string, ModelPackage>> = {
  openai: known("openai", 3, { wording: "openai", create: "createOpenAI", maker: "responses" }),
  "openai.chat": known("openai", 3, { wording: "chat", create: "createOpenAI", maker: "chat" }),
  anthropic: known("anthropic", 3, { wording: "anthropic", version: "/v1" }),
  google: google(),
  gemini: google(),
  "openai-compatible": known("openai-compatible", 2, {
    wording: "chat",
    create: "createOpenAICompatible",
    keyNeeded: false,
    addressNeeded: true,
  }),
  groq: known("groq", 3, { wording: "chat" }),
  deepseek: known("deepseek", 2, { wording: "chat", create: "createDeepSeek" }),
  cerebras: known("cerebras", 2, { wording: "chat" }),
  fireworks: known("fireworks", 2, { wording: "chat" }),
  togetherai: known("togetherai", 2, { wording: "chat", create: "createTogetherAI" }),
  deepinfra: known("deepinfra", 2, { wording: "chat", create: "createDeepInfra" }),
  openrouter: known("openrouter", 2, {
    name: "@openrouter/ai-sdk-provider",
    wording: "chat",
    create: "createOpenRouter",
    maker: "chat",
  }),
  mistral: known("mistral", 3, {}),
  xai: known("xai", 3, { maker: "chat", wording: "chat" }),
  cohere: known("cohere", 3, {}),
  azure: known("azure", 3, {}),
  perplexity: known("perplexity", 3, {}),
  bedrock: bedrock(),
  "amazon-bedrock": bedrock(),
  "google-vertex": known("google-vertex", 4, {
    create: "createVertex",
    key: "GOOGLE_VERTEX_API_KEY",
    keyNeeded: false,
  }),
};

export const knownProviders = Object.keys(packages);

function google(): ModelPackage {
  return known("google", 3, {
    wording: "gemini",
    create: "createGoogleGenerativeAI",
    key: "GOOGLE_GENERATIVE_AI_API_KEY",
    address: "GOOGLE_GENERATIVE_AI_BASE_URL",
    version: "/v1beta",
  });
}

function bedrock(): ModelPackage {
  // Without this key it signs with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
  return known("amazon-bedrock", 4, { key: "AWS_BEARER_TOKEN_BEDROCK", keyNeeded: false });
}

function known(provider: string, major: number, rest: Partial<ModelPackage>): ModelPackage {
  return { ...unlisted(provider), major, keyNeeded: true, ...rest };
}

function unlisted(provider: string): ModelPackage {
  const variable = provider.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
  return {
    name: `@ai-sdk/${provider}`,
    major: null,
    create: null,
    maker: null,
    key: `${variable}_API_KEY`,
    keyNeeded: false,
    address: `${variable}_BASE_URL`,
    addressNeeded: false,
    version: null,
    wording: "common",
  };
}
