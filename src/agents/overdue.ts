import type { AgentAnswer } from "../core/run/record.ts";

/** A run that exceeded its seconds has failed: it was measured, and it was too slow. */
export function overdue(seconds: number): AgentAnswer {
  return {
    stop_reason: "budget_exceeded",
    stop_reason_raw: null,
    steps: null,
    tokens: null,
    seconds,
    spend_usd: null,
    output: null,
    calls: null,
    transcript: null,
  };
}
