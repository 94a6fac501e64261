import { nameOfResult } from "../golden/results/definition.ts";
import type { KeptResult } from "../golden/results/kept.ts";
import { passAtK, passHatK } from "../statistics/pass-at-k.ts";
import { successRate } from "../statistics/success-rate.ts";
import type { Estimate, Tally } from "../statistics/tally.ts";

/** How often a task passes that is run more than once. */
export interface Rates {
  readonly task: string;
  readonly passed: number;
  /** Runs that could be measured. */
  readonly judged: number;
  /** Of one run. */
  readonly rate: Estimate;
  readonly k: number;
  /** At least one of k runs. */
  readonly passAtK: Estimate;
  /** All of k runs. */
  readonly passHatK: Estimate;
}

/** As many runs as a person tries before they believe it; a `repeat` of fewer has as many as it asks for. */
const usualK = 3;

/** `null` where one run is all that is asked for, or nothing was measured. */
export function ratesOf(result: KeptResult): Rates | null {
  const { trials, runs, pass, base } = result;
  const judged = trials.filter((trial) => trial.kind === "judged");
  if (runs < 2 || judged.length === 0) return null;
  const passed = judged.filter((trial) => trial.passed).length;
  // Beside a base, and where one was not measured, it was not the outcome that ended the runs.
  const endedEarly = base === null && judged.length === trials.length;
  const tally: Tally = { successes: passed, trials: judged.length, until: endedEarly ? { runs, pass } : null };
  const k = Math.min(usualK, runs);
  return {
    task: nameOfResult(result),
    passed,
    judged: judged.length,
    rate: successRate(tally),
    k,
    passAtK: passAtK(tally, k),
    passHatK: passHatK(tally, k),
  };
}
