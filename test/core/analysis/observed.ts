import type { Counts, Distribution, Observed } from "../../../src/core/analysis/observed.ts";
import type { MetricPolicy } from "../../../src/core/analysis/policy.ts";
import { standardMetrics, standardMinRuns } from "../../../src/core/analysis/metrics.ts";
import type { Pair } from "../../../src/core/statistics/samples.ts";
import { weighted } from "../statistics/sequential/weighted.ts";

/** How a metric is judged without configuration, or otherwise. */
export function policy(name: string, part: Partial<MetricPolicy> = {}): MetricPolicy {
  const standard = standardMetrics.find((metric) => metric.name === name);
  const other = { name, kind: "field", maxIncrease: null, maxDecrease: null, critical: false } as const;
  return { ...(standard ?? other), minRuns: standardMinRuns, isNamed: false, ...part };
}

export type Sampled = Pair<readonly number[]>;

/** Sessions by their means, each of three runs. */
export function amounts(name: string, strata: readonly Sampled[], part: Partial<MetricPolicy> = {}): Observed {
  const sessions = (side: keyof Sampled): number => strata.reduce((sum, stratum) => sum + stratum[side].length, 0);
  const both = ({ base, head }: Sampled): Pair<Distribution> => ({ base: weighted(base), head: weighted(head) });
  return {
    name,
    policy: policy(name, part),
    series: { kind: "amounts", strata: strata.map(both) },
    why: null,
    runs: { base: 3 * sessions("base"), head: 3 * sessions("head") },
  };
}

/** One session of head beside nineteen, batch after batch; each side has it as often as it has it. */
export function shares(name: string, batches: number, share: Pair<number>, part: Partial<MetricPolicy> = {}): Observed {
  const upTo = (trials: number, of: number, at: number): number => Math.floor(trials * of * at + 0.5);
  const counts = (trials: number, of: number, at: number): Counts => ({
    successes: upTo(trials, of, at + 1) - upTo(trials, of, at),
    trials,
  });
  return {
    name,
    policy: policy(name, part),
    series: {
      kind: "shares",
      batches: Array.from({ length: batches }, (_, at) => ({
        base: counts(19, share.base, at),
        head: counts(1, share.head, at),
      })),
    },
    why: null,
    runs: { base: 57 * batches, head: 3 * batches },
  };
}

/** Always the same numbers without an order (Park and Miller, Communications of the ACM 31, 1988). */
export function generator(seed: number): { uniform(): number; normal(): number } {
  let state = seed;
  const uniform = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
