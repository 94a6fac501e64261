import { crossing } from "../primitives.ts";
import { combineDominance, type Dominance, dominance, logDominance, type Weighted } from "./dominance.ts";
import type { Pair } from "../samples.ts";

export interface Range {
  readonly estimate: number;
  /** `null`: below all that was looked at, or above. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How many times as much head has: the factor by which base would be as often above head as below it (Hodges and Lehmann,
 * Annals of Mathematical Statistics 34, 1963), and all factors that are not refuted at whatever time one looks.
 *
 * @param alpha how often an interval may ever miss the factor
 * @returns `null` where no factor does it: most values of one side are 0, there are none, or some are below 0
 */
export function ratioRange(strata: readonly Pair<Weighted>[], expected: number, alpha: number): Range | null {
  if (strata.some(({ base, head }) => (base.values[0] ?? 0) < 0 || (head.values[0] ?? 0) < 0)) return null;
  // Rises with the logarithm of the factor: the larger it is, the more base is above. Where several do it, the middle one.
  const excess = (log: number): number => -at(log).effect;
  const [first, last] = [root((log) => excess(log) + nothing), root((log) => excess(log) - nothing)];
  if (first === null || last === null) return null;
  const enough = Math.log(2 / alpha);
  const refuted = (log: number, side: "above" | "below"): number => logDominance(at(log), side, expected) - enough;
  const low = root((log) => -refuted(log, "above"));
  const high = root((log) => refuted(log, "below"));
  return {
    estimate: Math.exp((first + last) / 2),
    low: low === null ? null : Math.exp(low),
    high: high === null ? null : Math.exp(high),
  };

  function at(log: number): Dominance {
    const factor = Math.exp(log);
    const times = ({ values, ...base }: Weighted): Weighted => ({
      ...base,
      values: Float64Array.from(values, (value) => value * factor),
    });
    return combineDominance(strata.map(({ base, head }) => dominance(times(base), head)));
  }
}

/** An effect that is only how numbers were rounded. */
const nothing = 1e-9;

/** Natural logarithms: no factor beyond is looked for. */
const widest = Math.log(1_000);

/** Of the whole reach: a hundredth of a percent of a factor. */
const precision = 1e-5;

/** Where a function of a logarithm that rises crosses 0; `null` where it does so nowhere within reach. */
function root(rising: (log: number) => number): number | null {
  const within = (share: number): number => rising(widest * (2 * share - 1));
  if (within(0) >= 0 || within(1) <= 0) return null;
  return widest * (2 * crossing(within, precision) - 1);
}
