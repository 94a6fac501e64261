import { type Contract, systemText } from "./contract/contract.ts";
import { withoutDefaults, toolDefaults } from "./contract/defaults.ts";

/** Tokens by part, as one public encoding counts them: a measure to compare with, not a provider's bill. */
export interface TokenCount {
  readonly system: number;
  readonly messages: number;
  readonly tools: number;
  readonly total: number;
}

export const tokenEncoding = "o200k_base";

/** Counts the contract as written: what its templates are filled with comes on top. */
export async function countTokens(contract: Contract): Promise<TokenCount> {
  const { countTokens: count } = await import("gpt-tokenizer/encoding/o200k_base");
  // Control tokens written into a prompt are text there, not control.
  const of = (text: string): number => (text === "" ? 0 : count(text, { disallowedSpecial: new Set() }));
  const system = of(systemText(contract));
  const messages = contract.messages.reduce((sum, { content }) => sum + of(content), 0);
  const tools = contract.tools.reduce((sum, tool) => sum + of(JSON.stringify(withoutDefaults(tool, toolDefaults))), 0);
  return { system, messages, tools, total: system + messages + tools };
}
