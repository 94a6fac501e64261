/** Values of `gen_ai.provider.name` for the names that contracts have for providers; the others are the same. */
const names: Readonly<Record<string, string>> = {
  "amazon-bedrock": "aws.bedrock",
  azure: "azure.ai.openai",
  gemini: "gcp.gemini",
  google: "gcp.gemini",
  "google-vertex": "gcp.vertex_ai",
  mistral: "mistral_ai",
  moonshotai: "moonshot_ai",
  xai: "x_ai",
};

/** @param provider as a contract says it; behind a dot stands one of its addresses (`openai.chat`) */
export function providerName(provider: string): string {
  const [company = provider] = provider.split(".");
  return names[company] ?? company;
}
