import { type Contract, systemText } from "./contract/contract.ts";
import { type Json, sameJson } from "./json.ts";
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

/**
 * The counter takes the square of the time for what it cannot cut into words: a megabyte of spaces would
 * take an hour. Runs that nobody writes are cut; everything else is counted in one piece.
 */
export function piecesOf(text: string): readonly string[] {
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
  const texts = countedTexts(contract);
  const sum = (part: readonly string[]): number => part.reduce((all, text) => all + count(text), 0);
  const [system, messages, tools] = [sum(texts.system), sum(texts.messages), sum(texts.tools)];
  return { system, messages, tools, total: system + messages + tools };
}

/** The texts of a contract that are counted. */
export interface CountedTexts {
  readonly system: readonly string[];
  readonly messages: readonly string[];
  readonly tools: readonly string[];
}

/** @param like another contract, mostly the same: what is equal is not written twice */
export function countedTexts(contract: Contract, like: Contract | null = null): CountedTexts {
  const known = counted.get(contract);
  if (known !== undefined) return known;
  const { provider } = contract.model;
  const former = like?.model.provider === provider ? like : null;
  const tools = contract.tools.map((tool, index) => {
    const same = former !== null && sameJson(former.tools[index] as unknown as Json, tool as unknown as Json);
    return (same ? countedTexts(former).tools[index] : undefined) ?? toolText(provider, tool);
  });
  const texts = { system: [systemText(contract)], messages: contract.messages.map(({ content }) => content), tools };
  counted.set(contract, texts);
  return texts;
}

/** All of them, in no order that means anything. */
export function allTexts(contract: Contract, like: Contract | null = null): readonly string[] {
  const { system, messages, tools } = countedTexts(contract, like);
  return [...system, ...messages, ...tools];
}

// Counted, and counted again when somebody has an opinion about the number.

const counted = new WeakMap<Contract, CountedTexts>();
