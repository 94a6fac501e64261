export type ProviderName = "openai" | "anthropic" | "gemini" | "mcp" | "ai-sdk";

interface Naming {
  /** In sentences. */
  readonly title: string;
  /** In contracts: in `model.provider`, and in maps of several providers. */
  readonly calledAs: readonly string[];
}

const namings: Readonly<Record<ProviderName, Naming>> = {
  openai: { title: "OpenAI", calledAs: ["openai"] },
  anthropic: { title: "Anthropic", calledAs: ["anthropic"] },
  gemini: { title: "Gemini", calledAs: ["gemini", "google"] },
  mcp: { title: "MCP", calledAs: ["mcp"] },
  "ai-sdk": { title: "the AI SDK", calledAs: ["ai-sdk"] },
};

export const providerNames = Object.keys(namings) as readonly ProviderName[];

export function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(namings, name);
}

export function titleOf(provider: ProviderName): string {
  return namings[provider].title;
}

export function isCalled(provider: ProviderName, name: string): boolean {
  return namings[provider].calledAs.includes(name);
}

/** The provider that a contract means; `null` is one that nothing is known of here. */
export function providerCalled(name: string): ProviderName | null {
  return providerNames.find((provider) => isCalled(provider, name)) ?? null;
}
