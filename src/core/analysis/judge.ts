import { holm } from "../statistics/holm.ts";
import type { Accounting } from "./accounting.ts";
import { compareAmounts, pooledUnits } from "./amounts.ts";
import type { MetricResult } from "./comparison.ts";
import type { Pair } from "../statistics/samples.ts";
import type { Distribution, Observed, Series } from "./observed.ts";
import { compareShares, trialsOf } from "./shares.ts";
import type { Compared } from "./sides.ts";

/** Fewer sessions on a side say nothing, whatever they did. */
const fewest = 10;

/**
 * Answers every metric. Whenever and however often one looks: the chance that a critical metric of a bundle that does what
 * is tolerated is ever called a failure is `falseAlarms` at most (Holm's adjustment of p values that hold at any time),
 * and the same again for all others together. A metric passes where the chance of doing so wrongly is that small.
 */
export function judgeMetrics(
  observed: readonly Observed[],
  accounting: Pick<Accounting, "sides">,
  falseAlarms: number,
): readonly MetricResult[] {
  const stake = stakeOf(accounting);
  const compared = observed.map((one) => ({ one, compared: comparedOf(one, falseAlarms) }));
  const chances = new Map<Observed, number>();
  for (const critical of [true, false]) {
    const family = compared.filter(({ one }) => one.policy.critical === critical);
    const adjusted = holm(family.map(({ compared: { worse } }) => Math.min(1, worse / stake)));
    for (const [at, { one }] of family.entries()) chances.set(one, adjusted[at] ?? 1);
  }
  return compared.map(({ one, compared: { measured, fine, why } }): MetricResult => {
    const { name, policy } = one;
    const { critical, isNamed, maxIncrease, maxDecrease } = policy;
    const chanceOfWorse = chances.get(one) ?? 1;
    const chanceOfFine = Math.min(1, fine / stake);
    const result = { name, critical, isNamed, maxIncrease, maxDecrease, measured, chanceOfWorse, chanceOfFine };
    if (why !== null) return { ...result, outcome: why.outcome, why: why.says };
    if (chanceOfWorse <= falseAlarms) return { ...result, outcome: "fail", why: null };
    return { ...result, outcome: chanceOfFine <= falseAlarms ? "pass" : "inconclusive", why: null };
  });
}

/**
 * What part of the chance is left for what is looked at now. As long as all sessions are looked at it is nine tenths; each
 * time that only every other one is looked at from now on, which begins a new row of looks, half of what is left.
 */
function stakeOf({ sides: { base, head } }: Pick<Accounting, "sides">): number {
  const halvings = Math.log2(base.oneIn) + Math.log2(head.oneIn);
  return halvings === 0 ? 0.9 : 0.1 * 0.5 ** halvings;
}

interface ComparedMetric extends Compared {
  readonly why: { readonly outcome: "no data" | "inconclusive" | "error"; readonly says: string } | null;
}

function comparedOf({ series, policy, runs, why }: Observed, alpha: number): ComparedMetric {
  const nothing = { measured: null, worse: 1, fine: 1 };
  if (series === null) return { ...nothing, why: { outcome: "no data", says: why ?? "no record has it" } };
  if (!isCountable(series)) return { ...nothing, why: { outcome: "error", says: "its numbers cannot be compared" } };
  const compared =
    series.kind === "amounts"
      ? compareAmounts(series.strata, policy, runs, alpha)
      : compareShares(series.batches, policy, runs, alpha);
  const units = series.kind === "amounts" ? pooledUnits(series.strata) : trialsOf(series.batches);
  const empty = (["base", "head"] as const).find((side) => units[side] === 0);
  if (empty !== undefined) {
    const says = `no session of the ${empty === "base" ? "current bundle" : "new bundle"} has it`;
    return { ...compared, worse: 1, fine: 1, why: { outcome: "no data", says } };
  }
  const few = fewOf(units, runs, policy.minRuns);
  return few === null ? { ...compared, why: null } : { ...compared, worse: 1, fine: 1, why: few };
}

function isCountable(series: Series): boolean {
  const both = ({ base, head }: Pair<Distribution>): boolean =>
    base.values.every(Number.isFinite) && head.values.every(Number.isFinite);
  return series.kind === "shares" || series.strata.every(both);
}

function fewOf(
  units: Readonly<Record<"base" | "head", number>>,
  runs: Readonly<Record<"base" | "head", number>>,
  minRuns: number,
): ComparedMetric["why"] {
  const [fewUnits, fewRuns] = [Math.min(units.base, units.head), Math.min(runs.base, runs.head)];
  if (fewUnits < fewest) return { outcome: "inconclusive", says: `${fewUnits} of at least ${fewest} sessions` };
  if (fewRuns < minRuns) return { outcome: "inconclusive", says: `${fewRuns} of at least ${minRuns} runs` };
  return null;
}
