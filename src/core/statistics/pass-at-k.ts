import { successRate } from "./success-rate.ts";
import type { Estimate, Tally } from "./tally.ts";

/**
 * pass@k: the chance that at least one of k runs passes. The estimate is unbiased (Chen et al., Evaluating Large Language
 * Models Trained on Code, 2021): 1 − C(n − c, k) / C(n, k).
 *
 * @param k from 1; there is no estimate beyond what the trials can tell
 */
export function passAtK(tally: Tally, k: number, confidence?: number): Estimate {
  const { low, high } = successRate(tally, confidence);
  const none = shareOfOrders(failuresOf(tally), k);
  return { estimate: none === null ? null : 1 - none, low: 1 - (1 - low) ** k, high: 1 - (1 - high) ** k };
}

/**
 * pass^k: the chance that all of k runs pass. The estimate is unbiased (Yao et al., τ-bench, 2024): C(c, k) / C(n, k).
 * Its interval is that of the success rate, as pass@k has it: both rise with the rate, so what holds the rate as often as
 * it says holds them as often. An unbiased estimate of few trials can lie outside: below k successes it is 0.
 *
 * @param k from 1; there is no estimate beyond what the trials can tell
 */
export function passHatK(tally: Tally, k: number, confidence?: number): Estimate {
  const { low, high } = successRate(tally, confidence);
  return { estimate: shareOfOrders(tally, k), low: low ** k, high: high ** k };
}

/** The same trials, counted for what fails. */
function failuresOf({ successes, trials, until }: Tally): Tally {
  const turned = until === null ? null : { runs: until.runs, pass: until.runs - until.pass + 1 };
  return { successes: trials - successes, trials, until: turned };
}

/**
 * Of all orders in which the trials could have come out as they did, the share that begins with k successes. Over any plan
 * of stopping this is free of bias (Girshick, Mosteller and Savage, Annals of Mathematical Statistics 17, 1946). Where
 * the last trial decided, it is the last one in each of those orders, and only the others are free to change places.
 *
 * @returns `null` where there need not be k successes, whatever the agent
 */
function shareOfOrders({ successes, trials, until }: Tally, k: number): number | null {
  const passed = until !== null && successes >= until.pass;
  const failed = until !== null && trials - successes > until.runs - until.pass;
  if (until === null || (!passed && !failed)) return k > trials ? null : shareOfFirst(successes, trials, k);
  if (k > until.pass) return null;
  if (passed && successes === trials && k === successes) return 1;
  return shareOfFirst(passed ? successes - 1 : successes, trials - 1, k);
}

/** C(successes, k) / C(trials, k), factor by factor. */
function shareOfFirst(successes: number, trials: number, k: number): number {
  if (k > successes) return 0;
  let share = 1;
  for (let drawn = 0; drawn < k; drawn += 1) share *= (successes - drawn) / (trials - drawn);
  return share;
}
