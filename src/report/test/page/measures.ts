import type { KeptResult, KeptTrial, Used } from "../../../core/golden/results/kept.ts";
import type { Metric } from "../../../core/regression/metrics.ts";
import { type Summary, summaryOf } from "../../../core/statistics/summary.ts";
import { sayDollars, saySeconds, thousands } from "../../../core/text.ts";
import type { SideSaid } from "../comparison-words.ts";

/** Something that a run uses, of which less is better. */
export interface PageMeasure {
  readonly name: string;
  /** What it is compared by; `null` where no verdict rests on it. */
  readonly metric: Metric["name"] | null;
  readonly of: (used: Used) => number | null;
  readonly say: (amount: number) => string;
}

const whole = (amount: number): string => thousands(Math.round(amount * 10) / 10);

export const pageMeasures: readonly PageMeasure[] = [
  { name: "steps", metric: null, of: ({ steps }) => steps, say: whole },
  { name: "tool calls", metric: "tool_calls", of: ({ tool_calls }) => tool_calls, say: whole },
  {
    name: "tokens",
    metric: "tokens",
    of: ({ tokens }) => (tokens === null ? null : tokens.input + tokens.output),
    say: whole,
  },
  { name: "seconds", metric: "seconds", of: ({ seconds }) => seconds, say: saySeconds },
  { name: "spend", metric: "spend_usd", of: ({ spend_usd }) => spend_usd, say: sayDollars },
];

/** What the runs of a task used, and those of the base beside them; what was not measured is left out. */
export interface Sides {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

export function sidesOf({ trials, base }: KeptResult, measure: PageMeasure): Sides {
  return { base: amountsIn(base?.trials ?? [], measure), head: amountsIn(trials, measure) };
}

function amountsIn(trials: readonly KeptTrial[], { of }: PageMeasure): readonly number[] {
  return trials.flatMap((trial) => (trial.kind === "judged" ? (of(trial) ?? []) : []));
}

export function medianOf(samples: readonly number[]): number | null {
  return summaryOf(samples).median;
}

/** The median, and the 95th percentile where there are enough samples for one. */
export function sayNumbers({ say }: PageMeasure, { median, p95 }: Omit<Summary, "samples">): SideSaid {
  return { number: median === null ? "–" : say(median), range: p95 === null ? "" : `p95 ${say(p95)}` };
}

/** `+89 %`: beside the base, where there is something to be beside. */
export function sayGrowth({ base, head }: Sides): string | null {
  const [before, now] = [medianOf(base), medianOf(head)];
  if (before === null || now === null || before === 0) return null;
  const change = Math.round((now / before - 1) * 100);
  return change === 0 ? "±0 %" : `${change > 0 ? "+" : "−"}${thousands(Math.abs(change))} %`;
}
