import { chanceOfAtLeast } from "./binomial.ts";
import { crossing } from "./primitives.ts";
import type { Estimate, Tally } from "./tally.ts";

/**
 * The share of successes, and the interval of Clopper and Pearson (Biometrika 26, 1934): all rates at which neither so
 * many nor so few successes would be rarer than `(1 − confidence) / 2`.
 *
 * It is exact in that it comes from the binomial distribution itself, so that it holds the true rate at least as often
 * as `confidence` says, whatever that rate and the number of trials. It is wider than it had to be. Trials that end
 * as soon as a `repeat` is decided keep that promise: with the last trial the exact bounds of that plan (Jennison and
 * Turnbull, Technometrics 25, 1983) are this one on one side, and inside it on the other. The share is then the observed
 * one, and not free of bias.
 */
export function successRate({ successes, trials }: Omit<Tally, "until">, confidence = 0.95): Estimate {
  const outside = (1 - confidence) / 2;
  return {
    estimate: trials === 0 ? null : successes / trials,
    low: lowest(successes, trials, outside),
    high: 1 - lowest(trials - successes, trials, outside),
  };
}

/** The rate at which so many successes or more have a given chance; 0 where there are none. */
function lowest(successes: number, trials: number, chance: number): number {
  return successes === 0 ? 0 : crossing((rate) => chanceOfAtLeast(successes, trials, rate) - chance);
}
