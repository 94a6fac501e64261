import { logChoose } from "./primitives.ts";

/**
 * The chance of so many successes or more, in independent trials that each succeed at one rate. With `runs` and `pass` of
 * a `repeat` it is how often an agent of that rate passes the task.
 */
export function chanceOfAtLeast(successes: number, trials: number, rate: number): number {
  if (successes <= 0 || (rate >= 1 && successes <= trials)) return 1;
  if (successes > trials || rate <= 0) return 0;
  // Summed from the side on which terms only get smaller: nothing is lost to cancellation.
  if (successes <= trials * rate) return 1 - chanceOfAtLeast(trials - successes + 1, trials, 1 - rate);
  const odds = rate / (1 - rate);
  let term = Math.exp(
    logChoose(trials, successes) + successes * Math.log(rate) + (trials - successes) * Math.log1p(-rate),
  );
  let chance = 0;
  for (let at = successes; at <= trials && term > chance * Number.EPSILON; at += 1) {
    chance += term;
    term *= ((trials - at) / (at + 1)) * odds;
  }
  return Math.min(1, chance);
}
