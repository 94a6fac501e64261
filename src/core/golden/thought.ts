import type { Tool } from "../contract/contract.ts";
import type { AskedCall, Said, Tokens } from "../run/record.ts";
import { meaningOf } from "../run/stop-reasons/index.ts";
import type { RunEnd } from "./call.ts";

/** What an agent is shown before it says or does the next thing. */
export interface Moment {
  readonly system: string;
  readonly messages: readonly Said[];
  readonly tools: readonly Tool[];
}

/** The next thing: tool calls to make, or a text that ends the run. */
export interface Thought {
  readonly text: string;
  /** Without an id of its own a call gets one. */
  readonly calls: readonly (Omit<AskedCall, "id"> & { readonly id?: string })[];
  readonly tokens: Tokens | null;
  /** How long it took; left out where nobody measured. */
  readonly seconds?: number;
  /** Why the model stopped, in its provider's word. An agent that is no model leaves it out, and is believed. */
  readonly stop_reason_raw?: string | null;
}

/** Asks an agent for its next step. */
export type Think = (moment: Moment) => Thought | Promise<Thought>;

/**
 * How a thought ends its run; `null` where the run goes on: with the calls, or by asking again. Whether there are
 * calls is read from the content: some providers say "stop" for them. A run that stops for a reason that ends
 * nothing has failed.
 */
export function endOf(provider: string, { text, calls, stop_reason_raw: raw }: Thought): RunEnd | null {
  const meaning = raw === undefined ? "finish" : meaningOf(provider, raw);
  switch (meaning) {
    case "truncated":
    case "refused":
    case "cancelled":
    case "error":
      return { stop_reason: meaning, text };
    case "finish":
      return calls.length > 0 ? null : { stop_reason: "finish", text };
    case "paused":
      return null;
    case "tools":
    case null:
      return calls.length > 0 ? null : { stop_reason: "error", text };
  }
}
