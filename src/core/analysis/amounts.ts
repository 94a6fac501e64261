import { samplesForP95 } from "../statistics/summary.ts";
import type { Pair } from "../statistics/samples.ts";
import { combineDominance, dominance, logDominance, totalOf } from "../statistics/sequential/dominance.ts";
import { anytimeP } from "../statistics/sequential/mixture.ts";
import { ratioRange } from "../statistics/sequential/ratio.ts";
import type { AmountSummary } from "./comparison.ts";
import { histogramOf } from "./histogram.ts";
import type { Distribution } from "./observed.ts";
import type { MetricPolicy } from "./policy.ts";
import { type Bound, boundsOf, type Compared, overBounds } from "./sides.ts";
import { toleratedOf, trifle } from "./tolerated.ts";

/**
 * The difference that is found soonest, as the chance that a value of head is above one of base, less a half: about ×1.4 of
 * what sessions of an agent use. Any other is found too: by simulation anything from 0.1 to 0.2 does as well, with 0.05 it
 * takes two fifths more sessions to find ×1.9, and with 0.3 a sixth more to show that nothing is worse.
 */
const expected = 0.15;

export function compareAmounts(
  strata: readonly Pair<Distribution>[],
  policy: MetricPolicy,
  runs: Pair<number>,
  alpha: number,
): Compared {
  const pooled = { base: pool(strata.map(({ base }) => base)), head: pool(strata.map(({ head }) => head)) };
  return {
    measured: {
      kind: "amounts",
      base: summaryOf(pooled.base, runs.base),
      head: summaryOf(pooled.head, runs.head),
      ratio: ratioRange(strata, expected, alpha),
      histogram: histogramOf(pooled),
    },
    ...chancesOfAmounts(strata, policy),
  };
}

/** p values at whatever time one looks. */
export function chancesOfAmounts(
  strata: readonly Pair<Distribution>[],
  policy: MetricPolicy,
): Pick<Compared, "worse" | "fine"> {
  return overBounds(boundsOf(policy), (bound) => {
    const seen = combineDominance(strata.map(({ base, head }) => dominance(toleratedOf(base, bound), head)));
    const other = bound.side === "above" ? "below" : "above";
    const within = logDominance(seen, other, expected) + Math.log(1 - ofNone);
    return {
      worse: anytimeP(logDominance(seen, bound.side, expected)),
      fine: anytimeP(Math.max(within, logOfNone(strata, bound))),
    };
  });
}

/**
 * Evidence that head is within a bound because none of it has any: each session that has none is one that a share of
 * `trifle` had left out. Exact, and much sooner than ranks, of which nearly all are tied.
 */
function logOfNone(strata: readonly Pair<Distribution>[], { tolerance, side }: Bound): number {
  const has = ({ head }: Pair<Distribution>): boolean => head.values.some((value) => value !== 0);
  if (tolerance.kind === "absolute" || side === "below" || strata.some(has)) return Number.NEGATIVE_INFINITY;
  return Math.log(ofNone) - pooledUnits(strata).head * Math.log(1 - trifle);
}

/** The part of the stake that is on "none". */
const ofNone = 0.1;

export function pooledUnits(strata: readonly Pair<Distribution>[]): Pair<number> {
  const sum = (side: keyof Pair<unknown>): number => strata.reduce((all, stratum) => all + stratum[side].units, 0);
  return { base: sum("base"), head: sum("head") };
}

/** All values of one side, whatever the stratum: for people to look at, not to compare. */
function pool(distributions: readonly Distribution[]): Distribution {
  const [only] = distributions;
  if (only !== undefined && distributions.length === 1) return only;
  const all = distributions
    .flatMap(({ values, counts }) => Array.from(values, (value, at) => ({ value, count: counts[at] ?? 0 })))
    .toSorted((left, right) => left.value - right.value);
  return {
    values: Float64Array.from(all, ({ value }) => value),
    counts: Float64Array.from(all, ({ count }) => count),
    units: distributions.reduce((sum, { units }) => sum + units, 0),
  };
}

function summaryOf(distribution: Distribution, runs: number): AmountSummary {
  const { values, counts, units } = distribution;
  const total = totalOf(distribution);
  const sum = values.reduce((all, value, at) => all + value * (counts[at] ?? 0), 0);
  return {
    units,
    runs,
    median: total === 0 ? null : quantileOf(distribution, total, 0.5),
    p95: units < samplesForP95 ? null : quantileOf(distribution, total, 0.95),
    mean: total === 0 ? null : sum / total,
  };
}

/** Type 7 of Hyndman and Fan, as everywhere: between the two values around the place, by where it lies. */
function quantileOf({ values, counts }: Distribution, total: number, share: number): number {
  const place = share * (total - 1);
  const [below, above] = [valueAt(Math.floor(place)), valueAt(Math.ceil(place))];
  return below + (above - below) * (place - Math.floor(place));

  function valueAt(position: number): number {
    let seen = 0;
    for (const [at, value] of values.entries()) {
      seen += counts[at] ?? 0;
      if (seen > position) return value;
    }
    return values.at(-1) ?? Number.NaN;
  }
}
