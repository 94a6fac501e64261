import type { Used } from "../golden/results/kept.ts";

/** Something that a run uses, of which less is better. */
export interface Metric {
  readonly name: "tokens" | "tool_calls" | "seconds" | "spend_usd";
  readonly of: (used: Used) => number | null;
  /** Whether more of it is a no. How long a service takes depends on the hour: it is told, and does not decide. */
  readonly decides: boolean;
}

export const metrics: readonly Metric[] = [
  {
    name: "tokens",
    of: ({ tokens }) => (tokens === null ? null : tokens.input + tokens.output),
    decides: true,
  },
  { name: "tool_calls", of: ({ tool_calls }) => tool_calls, decides: true },
  { name: "spend_usd", of: ({ spend_usd }) => spend_usd, decides: true },
  { name: "seconds", of: ({ seconds }) => seconds, decides: false },
];
