import type { AskModel, ModelReply, ModelRequest } from "../../../src/core/golden/exchange.ts";

export const tokens = { input: 100, output: 20, cached: 0, cache_write: null, reasoning: null };

/** A text that ends a run. */
export function says(text: string, part: Partial<ModelReply> = {}): ModelReply {
  return { text, calls: [], stop_reason_raw: "stop", tokens, seconds: 0.25, opaque: null, ...part };
}

export function calls(name: string, args: object = {}, part: Partial<ModelReply> = {}): ModelReply {
  const asked = { id: `c-${JSON.stringify(args).length}`, name, arguments: { ...args } };
  return says("", { calls: [asked], stop_reason_raw: "tool_calls", ...part });
}

/** A model that says what is written here, and notes what it was asked. No test may ask it once too often. */
export function scripted(...replies: readonly ModelReply[]): { ask: AskModel; asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    ask: async (request) => {
      const reply = replies[asked.length];
      asked.push(structuredClone(request));
      if (reply === undefined) throw new Error("the model is asked where everything should have been said");
      return reply;
    },
  };
}
