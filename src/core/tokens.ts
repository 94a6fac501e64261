import { type Contract, systemText } from "./contract/contract.ts";
import { toolText } from "./tool-text.ts";

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
  return (text) =>
    piecesOf(text).reduce((sum, piece) => sum + (piece === "" ? 0 : count(piece, { disallowedSpecial: new Set() })), 0);
}

/**
 * The counter takes the square of the time for what it cannot cut into words: a megabyte of spaces would
 * take an hour. Runs that nobody writes are cut; everything else is counted in one piece.
 */
function piecesOf(text: string): readonly string[] {
  if (text.length <= longestRun) return [text];
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(longRuns)) {
    pieces.push(text.slice(from, index));
    for (let at = 0; at < run.length; at += longestRun) pieces.push(run.slice(at, at + longestRun));
    from = index + run.length;
  }
  return [...pieces, text.slice(from)];
}

const longestRun = 256;
const longRuns = /[\p{L}\p{M}]{257,}|[^\s\p{L}\p{N}]{257,}|\s{257,}/gu;

/** Counts what a request carries of the contract as written: what its templates are filled with comes on top. */
export function countTokens(contract: Contract, count: Tokenizer): TokenCount {
  const system = count(systemText(contract));
  const messages = contract.messages.reduce((sum, { content }) => sum + count(content), 0);
  const tools = contract.tools.reduce((sum, tool) => sum + count(toolText(contract.model.provider, tool)), 0);
  return { system, messages, tools, total: system + messages + tools };
}
