import { type ProviderName, titleOf } from "../names.ts";

/** What is wrong with the name of a tool at a provider, or `null`. */
export function toolNameProblem(provider: ProviderName, name: string): string | null {
  const { pattern, says } = rules[provider];
  return pattern.test(name) ? null : `${titleOf(provider)} takes as a name ${says}`;
}

const rules: Readonly<Record<ProviderName, { readonly pattern: RegExp; readonly says: string }>> = {
  // API reference, FunctionDefinition.name: "Must be a-z, A-Z, 0-9, or contain underscores and dashes, with
  // a maximum length of 64."
  openai: { pattern: /^[A-Za-z0-9_-]{1,64}$/, says: "letters, digits, _ and -, at most 64" },
  // platform.claude.com, "Define tools": "Must match the regex ^[a-zA-Z0-9_-]{1,128}$."
  anthropic: { pattern: /^[A-Za-z0-9_-]{1,128}$/, says: "letters, digits, _ and -, at most 128" },
  // API reference, FunctionDeclaration.name: "Must start with a letter or an underscore. Must be a-z, A-Z, 0-9,
  // or contain underscores, dots, colons and dashes, with a maximum length of 128." (63 and 64 in older ones)
  gemini: {
    pattern: /^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/,
    says: "letters, digits, _, ., : and -, beginning with a letter or _, at most 128",
  },
  // Specification 2025-11-25, "Tool Names": 1 to 128 characters, letters, digits, _, - and .
  mcp: { pattern: /^[A-Za-z0-9_.-]{1,128}$/, says: "letters, digits, _, . and -, at most 128" },
  // Whoever it asks says more.
  "ai-sdk": { pattern: /./, says: "any text" },
};
