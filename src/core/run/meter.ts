import type { Tokens } from "./record.ts";

/** What one run has used so far. A value: each step gives a new one. */
export interface Meter {
  readonly steps: number;
  readonly toolCalls: number;
  readonly callsPerTool: ReadonlyMap<string, number>;
  readonly tokens: number;
  readonly seconds: number;
  /** US dollars. */
  readonly spend: number;
  /** Names of the tools that were called with success in this session: a new run keeps them. */
  readonly succeeded: ReadonlySet<string>;
}

export const freshMeter: Meter = {
  steps: 0,
  toolCalls: 0,
  callsPerTool: new Map(),
  tokens: 0,
  seconds: 0,
  spend: 0,
  succeeded: new Set(),
};

/** Budgets are per run: one user message up to its stop reason. */
export function startRun(meter: Meter): Meter {
  return { ...freshMeter, succeeded: meter.succeeded };
}

/** One answer of the model. What was not measured cannot be counted. */
export function countStep(meter: Meter, tokens: Tokens | null): Meter {
  const used = tokens === null ? 0 : tokens.input + tokens.output;
  return { ...meter, steps: meter.steps + 1, tokens: meter.tokens + used };
}

/** Time and money: whoever runs an agent knows them, its model does not. */
export function countUse(meter: Meter, { seconds = 0, spend = 0 }: { seconds?: number; spend?: number }): Meter {
  return { ...meter, seconds: meter.seconds + seconds, spend: meter.spend + spend };
}

export function countCall(meter: Meter, tool: string, succeeded: boolean): Meter {
  return {
    ...meter,
    toolCalls: meter.toolCalls + 1,
    callsPerTool: new Map(meter.callsPerTool).set(tool, (meter.callsPerTool.get(tool) ?? 0) + 1),
    succeeded: succeeded ? new Set([...meter.succeeded, tool]) : meter.succeeded,
  };
}
