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

/** Counts the tokens of a text. */
export type Tokenizer = (text: string) => number;

/** Loads the tables of the encoding, which takes longer than most counting. */
export async function loadTokenizer(): Promise<Tokenizer> {
  const { countTokens: count } = await import("gpt-tokenizer/encoding/o200k_base");
  // Control tokens written into a prompt are text there, not control.
  return (text) => (text === "" ? 0 : count(text, { disallowedSpecial: new Set() }));
}

/** Counts the contract as written: what its templates are filled with comes on top. */
export function countTokens(contract: Contract, count: Tokenizer): TokenCount {
  const system = count(systemText(contract));
  const messages = contract.messages.reduce((sum, { content }) => sum + count(content), 0);
  const tools = contract.tools.reduce(
    (sum, tool) => sum + count(JSON.stringify(withoutDefaults(tool, toolDefaults))),
    0,
  );
  return { system, messages, tools, total: system + messages + tools };
}
