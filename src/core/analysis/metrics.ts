import type { MetricKind, MetricPolicy, Tolerance } from "./policy.ts";

/** A metric that needs no configuration, and how it is judged where promptctl.yaml says nothing. */
type Standard = Omit<MetricPolicy, "minRuns" | "isNamed">;

const relative = (share: number): Tolerance => ({ kind: "relative", share });
const points = (amount: number): Tolerance => ({ kind: "absolute", amount });

/** How long a service takes depends on the hour, and who is asked more often asks for confirmation more often: they hold. */
export const standardMetrics: readonly Standard[] = [
  amount("tokens", 0.2, true),
  amount("tool_calls", 0.25, true),
  amount("spend_usd", 0.2, true),
  amount("steps", 0.25, false),
  amount("seconds", 0.5, false),
  share("errors", "share", 0.03, true),
  share("confirmations", "share", 0.05, false),
  share("denials", "share", 0.05, false),
  share("stop_reasons", "mix", 0.05, false),
];

/** Parts of `tokens`: compared where promptctl.yaml names them. */
export const furtherMetrics: readonly Standard[] = [
  amount("input_tokens", 0.2, false),
  amount("output_tokens", 0.2, false),
  amount("cached_tokens", 0.2, false),
  amount("reasoning_tokens", 0.2, false),
];

export const standardMinRuns = 20;

function amount(name: string, tolerated: number, critical: boolean): Standard {
  return { name, kind: "amount", maxIncrease: relative(tolerated), maxDecrease: null, critical };
}

function share(name: string, kind: MetricKind, tolerated: number, critical: boolean): Standard {
  return { name, kind, maxIncrease: points(tolerated), maxDecrease: null, critical };
}
