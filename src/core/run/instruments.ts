/** What is counted and measured of each finished run, as OpenTelemetry's meter `promptctl` says it. */
export interface Instrument {
  /** Names of series in Prometheus are made of it: README.md lists them. */
  readonly name: string;
  /** Of UCUM; in braces it is a remark, which is no part of a name in Prometheus. */
  readonly unit: string;
  readonly description: string;
}

/** How amounts of runs are spread. */
export interface Histogram extends Instrument {
  /** Upper bounds, ascending; what is above the last one has a bucket of its own. */
  readonly boundaries: readonly number[];
  /** Whether only whole numbers come. */
  readonly isWhole: boolean;
}

export type CounterName = "runs" | "sessions" | "turns" | "errors" | "confirmations" | "denials";
export type HistogramName = "tokens" | "tool_calls" | "steps" | "seconds" | "spend_usd";

export const counters: Readonly<Record<CounterName, Instrument>> = {
  runs: { name: "promptctl.runs", unit: "{run}", description: "Finished runs." },
  sessions: { name: "promptctl.sessions", unit: "{session}", description: "Sessions that finished their first run." },
  // Together with the runs it says how unequal sessions are: one of n runs adds n (n + 1) / 2.
  turns: { name: "promptctl.run.turns", unit: "{turn}", description: "1 for a session's first run, 2 for its second." },
  errors: { name: "promptctl.run.errors", unit: "{run}", description: "Runs that ended with an error." },
  confirmations: {
    name: "promptctl.run.confirmations",
    unit: "{run}",
    description: "Runs in which a person was asked about a call.",
  },
  denials: { name: "promptctl.run.denials", unit: "{run}", description: "Runs in which a call was denied." },
};

/**
 * A rank test needs fine buckets: twelve a decade, each a fifth wider than the one before, and small whole numbers one
 * by one.
 */
export const histograms: Readonly<Record<HistogramName, Histogram>> = {
  tokens: {
    name: "promptctl.run.tokens",
    unit: "{token}",
    description: "Tokens of a run, input and output.",
    boundaries: geometric(10, 6),
    isWhole: true,
  },
  tool_calls: {
    name: "promptctl.run.tool_calls",
    unit: "{call}",
    description: "Tool calls of a run.",
    boundaries: wholeNumbers(),
    isWhole: true,
  },
  steps: {
    name: "promptctl.run.steps",
    unit: "{step}",
    description: "Answers of the model in a run.",
    boundaries: wholeNumbers(),
    isWhole: true,
  },
  seconds: {
    name: "promptctl.run.duration",
    unit: "s",
    description: "How long a run took.",
    boundaries: geometric(0.01, 6),
    isWhole: false,
  },
  spend_usd: {
    name: "promptctl.run.spend",
    unit: "{USD}",
    description: "What a run cost, in US dollars.",
    boundaries: geometric(0.000_01, 6),
    isWhole: false,
  },
};

/** Three digits each, as a person would write them. */
function geometric(first: number, decades: number): readonly number[] {
  return Array.from({ length: 12 * decades + 1 }, (_, index) => Number((first * 10 ** (index / 12)).toPrecision(3)));
}

function wholeNumbers(): readonly number[] {
  const each = Array.from({ length: 21 }, (_, index) => index);
  return [
    ...each,
    24,
    29,
    35,
    42,
    50,
    60,
    72,
    86,
    100,
    120,
    150,
    180,
    210,
    250,
    300,
    360,
    430,
    520,
    620,
    750,
    900,
    1_000,
  ];
}
