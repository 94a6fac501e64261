import { thousands } from "../text.ts";
import type { Contract, Tool } from "./contract.ts";
import { systemText } from "./contract.ts";
import { toolDefaults, withoutDefaults } from "./defaults.ts";

/**
 * Tokens of a text, roughly: four characters of English are one ("What are tokens and how to count them?",
 * help.openai.com). Good enough to say "about", and it loads no encoding.
 */
export function aboutTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

/** `about 1,200`. */
export function sayAbout(tokens: number): string {
  const step = 10 ** Math.max(0, String(tokens).length - 2);
  return `about ${thousands(Math.round(tokens / step) * step)}`;
}

/** What is sent with every step, whatever is said: prompt, first messages and tools, in characters. */
export function staticSize(contract: Contract): number {
  const messages = contract.messages.reduce((sum, { content }) => sum + content.length, 0);
  return systemText(contract).length + messages + toolsSize(contract.tools);
}

export function toolsSize(tools: readonly Tool[]): number {
  return tools.reduce((sum, tool) => sum + JSON.stringify(withoutDefaults(tool, toolDefaults)).length, 0);
}
